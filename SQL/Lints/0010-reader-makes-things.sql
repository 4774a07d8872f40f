-- A client's or the agency's login that could make a table, or any object, in this database.
select g.name as offender, 'may ' || p.what || ' in this database' as offence
  from (values ('headway_reader'), ('headway_agency')) as g (name)
  cross join (values ('TEMPORARY'), ('CREATE')) as p (what)
 where has_database_privilege(g.name, current_database(), p.what)
union all
select g.name || ' in ' || n.nspname, 'may create in this schema'
  from (values ('headway_reader'), ('headway_agency'), ('headway_service')) as g (name), pg_namespace n
 where n.nspname !~ '^pg_' and has_schema_privilege(g.name, n.oid, 'CREATE')
union all
select 'language ' || l.lanname, 'can be used by everybody'
  from pg_language l where l.lanname in ('plpgsql', 'sql') and has_language_privilege('public', l.oid, 'USAGE')
