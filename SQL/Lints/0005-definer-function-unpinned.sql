-- A function that runs with its owner's rights and could be fooled by a search path, or called by anybody.
select p.oid::regprocedure::text as offender, 'is SECURITY DEFINER without a pinned search_path' as offence
  from pg_proc p
 where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
   and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
union all
select p.oid::regprocedure::text, 'can be executed by PUBLIC'
  from pg_proc p
 where p.pronamespace in ('guard'::regnamespace, 'core'::regnamespace, 'work'::regnamespace, 'metric'::regnamespace, 'report'::regnamespace,
     'agency'::regnamespace)
   and has_function_privilege('public', p.oid, 'EXECUTE')
