create temporary table if not exists fresh_profile (like core.profile) on commit delete rows
