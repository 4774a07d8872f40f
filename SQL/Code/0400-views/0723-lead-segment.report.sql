-- What a client's leads may be told apart by, each lead under one value of each. Not granted to anybody.
create view report.lead_segment with (security_barrier) as
select s.tenant_id, s.generation, q.lead_id, g.segmented_by, g.segment
  from report.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
  join core.profile p on p.tenant_id = q.tenant_id and p.generation = q.generation and p.lead_id = q.lead_id
 cross join lateral (
   values ('all', 'all'), ('channel', q.channel)
   union all
   select a.path, a.value #>> '{}'
     from (
       -- Without what hardly two leads have in common: the named columns of a leads file.
       select 'lead.' || l.key, l.value from jsonb_each(p.attributes) as l
        where l.key not in ('external_id', 'email', 'linkedin', 'phone', 'name', 'first_name', 'last_name', 'title',
                'company', 'domain')
       union all
       select 'account.' || c.key, c.value from jsonb_each(p.account_attributes) as c
     ) as a (path, value)
    where jsonb_typeof(a.value) in ('string', 'boolean')
 ) as g (segmented_by, segment);
