-- A client's or the agency's login that can see more than views: a base table's estimates tell
-- how many rows others have; a materialised view, foreign table or partition has no policy.
select g.name || ' on ' || c.oid::regclass as offender, 'may read something that is no report view' as offence
  from pg_class c
  cross join (values ('headway_reader'), ('headway_agency')) as g (name)
 where c.relkind in ('r', 'p', 'm', 'f', 'S')
   and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
   and c.relpersistence <> 't' and c.relnamespace::regnamespace::text !~ '^pg_toast'
   and (case when c.relkind = 'S' then has_sequence_privilege(g.name, c.oid, 'USAGE, SELECT')
        else has_table_privilege(g.name, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
          or has_any_column_privilege(g.name, c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') end)
