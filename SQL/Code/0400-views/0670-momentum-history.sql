-- The momentum of every lead on every day, past and to come, as spans.
create view {schema}.momentum_history with (security_barrier) as
with step as (
  select s.tenant, s.tiers, m.lead_id, d.day, m.velocity[d.i]::integer as velocity, m.frequency[d.i]::integer as frequency,
         m.content[d.i]::integer as content,
         (case when m.state[d.i] & 3 > 0 then coalesce(am.points[d.j], 0) else 0 end)::integer as stakeholders
    from {schema}.scope s
    join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation
    join core.profile p on p.tenant_id = m.tenant_id and p.generation = m.generation and p.lead_id = m.lead_id
    left join core.account_momentum am on am.tenant_id = p.tenant_id and am.generation = p.generation
      and am.account_id = p.account_id
   cross join lateral (
     select u.day, width_bucket(u.day, m.days) as i, coalesce(width_bucket(u.day, am.days), 0) as j
       from (select unnest(m.days) as day union select unnest(am.days)) as u
      where u.day >= m.days[1]
   ) as d
),
marked as (
  select s.*, lag((velocity, frequency, content, stakeholders)) over w
           is distinct from (velocity, frequency, content, stakeholders) as is_new
    from step s
  window w as (partition by s.tenant, s.lead_id order by s.day)
)
select m.tenant, m.lead_id, m.day as from_day,
       lead(m.day) over (partition by m.tenant, m.lead_id order by m.day) as to_day,
       m.velocity + m.frequency + m.content + m.stakeholders as momentum, m.velocity, m.frequency, m.content,
       m.stakeholders, metric.tier(m.velocity + m.frequency + m.content + m.stakeholders, m.tiers) as tier
  from marked m
 where m.is_new;

comment on view {schema}.momentum_history is 'Each lead''s momentum as spans of days [from_day, to_day); days ahead as they come without new events.';
comment on column {schema}.momentum_history.tenant is 'The client''s short name.';
comment on column {schema}.momentum_history.lead_id is 'The lead''s number.';
comment on column {schema}.momentum_history.from_day is 'First day on which these figures hold.';
comment on column {schema}.momentum_history.to_day is 'First day on which they no longer do; NULL: for good, if nothing new comes.';
comment on column {schema}.momentum_history.momentum is 'The sum of the four components.';
comment on column {schema}.momentum_history.velocity is 'From the points gained.';
comment on column {schema}.momentum_history.frequency is 'From how often it engages.';
comment on column {schema}.momentum_history.content is 'From how deep it goes.';
comment on column {schema}.momentum_history.stakeholders is 'From how many of its account engage.';
comment on column {schema}.momentum_history.tier is 'hot, warming, neutral, cooling or cold.';
