-- The one clock of all leases: the database's, at this moment. Not now(), which is when the transaction
-- began: a lease of 60 s taken in one that began 50 s ago would be over in 10.
create or replace function work.clock() returns timestamptz
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return pg_catalog.clock_timestamp();
end $$;
