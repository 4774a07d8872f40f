-- A unique key that does not begin with tenant_id, or a foreign key that does not carry it on
-- both sides: either tells one tenant what another has.
select i.indexrelid::regclass::text as offender, 'is unique and does not begin with tenant_id' as offence
  from pg_index i
  join pg_class c on c.oid = i.indrelid and c.relnamespace in ('core'::regnamespace, 'work'::regnamespace)
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
 where i.indisunique and i.indkey[0] <> a.attnum
union all
select k.conrelid::regclass || '.' || k.conname, 'is a foreign key without tenant_id on both sides'
  from pg_constraint k
 where k.contype = 'f' and k.connamespace in ('core'::regnamespace, 'work'::regnamespace)
   and not exists (
     select from unnest(k.conkey, k.confkey) as u (here, there)
       join pg_attribute x on x.attrelid = k.conrelid and x.attnum = u.here and x.attname = 'tenant_id'
       join pg_attribute y on y.attrelid = k.confrelid and y.attnum = u.there and y.attname = 'tenant_id')
