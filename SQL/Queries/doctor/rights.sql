-- What the login of this session may, and whose rights it has besides its own.
select session_user::text,
       array_remove(array[
         case when r.rolsuper then 'SUPERUSER' end, case when r.rolbypassrls then 'BYPASSRLS' end,
         case when r.rolcreaterole then 'CREATEROLE' end, case when r.rolcreatedb then 'CREATEDB' end,
         case when r.rolreplication then 'REPLICATION' end], null),
       array(select m.roleid::regrole::text from pg_auth_members m where m.member = r.oid order by 1)
from pg_roles r
where r.rolname = session_user
