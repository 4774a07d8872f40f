-- Tells the planner what a large write has changed, before somebody's query meets it.
--
-- Autovacuum would, a minute later, and on a database that runs only while a command does, never. Until
-- then a new generation seems to have one row: counting report.lead of 83,000 leads took longer than
-- ten minutes. It samples, so it takes half a second whatever the size. What readers join, and not the
-- log: what is looked up there is found without statistics (Docs/Decisions/0011).
create or replace function guard.analyze_timelines() returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  analyze core.account, core.day_count, core.profile, core.qualification;
end $$;
