-- Where results land before they go through the policies (Docs/Decisions/0004).
create temporary table if not exists fresh_qualification (like core.qualification) on commit delete rows
