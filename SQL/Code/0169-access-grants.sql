-- Who owns and who may call what was made after 0140; the operator's grants are written by Store's migrator.
do $$
declare
  f record;
begin
  for f in
    select p.oid::regprocedure as name, p.proname from pg_proc p
     where p.pronamespace = 'guard'::regnamespace
       and p.proname in ('create_key', 'keys', 'revoke_key', 'key_holder', 'note_key_use', 'offer_sign_in',
         'take_sign_in', 'follow_link', 'session_visitor', 'end_session', 'forget_sessions', 'create_link', 'links',
         'revoke_link', 'signing_keys', 'forget_signing_keys')
  loop
    execute format('alter function %s owner to headway_guard', f.name);
    execute format('revoke all on function %s from public, headway_service, headway_reader, headway_agency', f.name);
    if f.proname in ('key_holder', 'note_key_use', 'take_sign_in', 'follow_link', 'session_visitor', 'end_session',
      'signing_keys') then
      execute format('grant execute on function %s to headway_service', f.name);
    end if;
  end loop;
end $$;
