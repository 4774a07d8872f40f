-- The momentum of every lead that has any on the date of the report, by component. Not granted to anybody.
create view {schema}.standing with (security_barrier) as
select s.tenant_id, s.tenant, s.generation, s.today, s.zone, s.tiers, m.lead_id, p.external_id, p.email, p.account_id,
       a.key as account,
       coalesce(p.stages[width_bucket(s.today, p.stage_days)], 'lead') as stage, p.attributes, l.velocity::integer, l.frequency::integer, l.content::integer,
       l.stakeholders::integer, l.velocity + l.frequency + l.content + l.stakeholders as momentum,
       metric.tier(l.velocity + l.frequency + l.content + l.stakeholders, s.tiers) as tier,
       case when l.state & 4 > 0 then 'accelerating' when l.state & 8 > 0 then 'decelerating' else 'stagnating' end
         as direction,
       l.gain / 4.0 as gain, am.stakeholders[l.j] as stakeholders_now, am.before[l.j] as stakeholders_before,
       m.days, m.velocity as velocities, m.frequency as frequencies, m.content as contents, m.state as states,
       am.days as account_days, am.points as account_points, m.engaged_first, m.engaged_last, m.touched,
       m.unreachable_at, m.score_days, m.scores
  from {schema}.scope s
  join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation and m.days[1] <= s.today
  join core.profile p on p.tenant_id = m.tenant_id and p.generation = m.generation and p.lead_id = m.lead_id
  left join core.account a on a.tenant_id = p.tenant_id and a.account_id = p.account_id
  left join core.account_momentum am on am.tenant_id = p.tenant_id and am.generation = p.generation
    and am.account_id = p.account_id
 cross join lateral (
   select width_bucket(s.today, m.days) as i, coalesce(width_bucket(s.today, am.days), 0) as j
 ) as place
 cross join lateral (
   select m.velocity[place.i] as velocity, m.frequency[place.i] as frequency, m.content[place.i] as content,
          m.gain[place.i] as gain, m.state[place.i] as state, place.j,
          case when m.state[place.i] & 3 > 0 then coalesce(am.points[place.j], 0) else 0 end as stakeholders
 ) as l;
