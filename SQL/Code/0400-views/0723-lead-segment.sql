-- What leads may be told apart by, each lead under one value of each. Not granted to anybody.
--
-- For the agency without attributes: those are the clients' own. Columns of a leads file that name a person
-- or a company are none: hardly two leads have one in common.
create view {schema}.lead_segment with (security_barrier) as
select s.tenant_id, s.generation, q.lead_id, g.segmented_by, g.segment
  from {schema}.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
{report}  join core.profile p on p.tenant_id = q.tenant_id and p.generation = q.generation and p.lead_id = q.lead_id
 cross join lateral (
   values ('all', 'all'), ('channel', q.channel)
{report}   union all
{report}   select a.path, a.value #>> '{}'
{report}     from (
{report}       select 'lead.' || l.key, l.value from jsonb_each(p.attributes) as l
{report}        where l.key not in ('external_id', 'email', 'linkedin', 'phone', 'name', 'first_name', 'last_name', 'title',
{report}                'company', 'domain')
{report}       union all
{report}       select 'account.' || c.key, c.value from jsonb_each(p.account_attributes) as c
{report}     ) as a (path, value)
{report}    where jsonb_typeof(a.value) in ('string', 'boolean')
 ) as g (segmented_by, segment);
