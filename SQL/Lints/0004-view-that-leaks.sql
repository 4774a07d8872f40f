-- A report view that is not a barrier, has another owner, or can be written through.
select c.oid::regclass::text as offender, 'is no security_barrier view of its report role' as offence
  from pg_class c
 where c.relkind = 'v' and c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and (not coalesce('security_barrier=true' = any (c.reloptions), false)
     or c.relowner <> (case c.relnamespace::regnamespace::text when 'report' then 'headway_report'
          else 'headway_agency_report' end)::regrole)
union all
select c.oid::regclass::text, 'grants more than SELECT: ' || x.privilege_type || ' to ' || x.grantee::regrole
  from pg_class c, aclexplode(c.relacl) x
 where c.relnamespace in ('report'::regnamespace, 'agency'::regnamespace)
   and x.grantee <> c.relowner and x.privilege_type <> 'SELECT'
