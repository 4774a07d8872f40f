-- Every span of days on which a lead was, is or will be qualified as far as is known today.
create view {schema}.qualification with (security_barrier) as
select s.tenant, s.definition, q.lead_id, span.from_day, span.to_day, span.exit_reason
  from {schema}.scope s
  join core.qualification q on q.tenant_id = s.tenant_id and q.generation = s.generation
  cross join lateral (
    select lower(u.days) as from_day, upper(u.days) as to_day, q.exits[u.n] as exit_reason
      from unnest(q.qualified) with ordinality as u (days, n)
    union all
    select q.passed_on, q.passed_on, 'converted' where q.passed_on is not null
  ) as span;

comment on view {schema}.qualification is 'The days on which each lead is qualified, as spans [from_day, to_day).';
comment on column {schema}.qualification.tenant is 'The client''s short name.';
comment on column {schema}.qualification.definition is 'The version of the definition.';
comment on column {schema}.qualification.lead_id is 'The lead, numbered per client.';
comment on column {schema}.qualification.from_day is 'First day on which the lead is qualified.';
comment on column {schema}.qualification.to_day is 'First day on which it no longer is; may lie ahead (a known decay date); NULL: open. Equal to from_day: passed through.';
comment on column {schema}.qualification.exit_reason is 'converted, disqualified, decayed or criteria; NULL while open.';
