-- A role that reads as a client or as the agency, and is not in the identity map under its own
-- oid, or belongs to more than its group. Roles belong to the server: those of another
-- database's Headway are its own concern, so only roles that may connect here are looked at.
select l.role_name::text as offender, 'is in the identity map, and no such role exists (or another of that name)' as offence
  from guard.login l
 where not exists (select from pg_roles r where r.oid = l.role_oid and r.rolname = l.role_name)
union all
select l.role_name::text, 'is a member of other roles than its group'
  from guard.login l
 where array(select m.roleid::regrole::text from pg_auth_members m where m.member = l.role_oid)
   <> case l.kind when 'reader' then '{headway_reader}'::text[] when 'agency' then '{headway_agency}'
        when 'service' then '{headway_service}' else '{}' end
