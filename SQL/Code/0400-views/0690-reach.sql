-- Every lead with momentum, whether it may be called, and when it was heard and spoken to last. Not granted to anybody.
create view {schema}.reach with (security_barrier) as
select m.tenant_id, m.tenant, m.today, m.zone, m.lead_id, m.external_id, m.email, m.account_id, m.account, m.stage,
       m.momentum, m.tier, m.velocity, m.frequency, m.content, m.stakeholders, m.gain, m.stakeholders_now,
       m.stakeholders_before, t.tier_since, metric.tier_began(t.tier_since, m.engaged_first, m.zone) as tier_began,
       metric.last_through(m.engaged_last, m.today, m.zone) as last_engaged_at,
       metric.last_through(m.touched, m.today, m.zone) as last_touched_at,
       metric.uncallable(m.stage, m.attributes, m.unreachable_at, m.today, m.zone) as uncallable,
       coalesce(m.scores[width_bucket(m.today, m.score_days)], 0) as score, n.sdr as assigned_to
  from {schema}.standing m
 cross join lateral (
   select metric.tier_since(m.today, m.days, m.velocities, m.frequencies, m.contents, m.states, m.account_days,
            m.account_points, m.tiers) as tier_since
 ) as t
  left join core.assignment n on n.tenant_id = m.tenant_id and n.lead_id = m.lead_id;
