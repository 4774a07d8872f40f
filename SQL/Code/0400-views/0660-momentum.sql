-- How every lead moves on the date of the report; for the agency without the person.
create view {schema}.momentum with (security_barrier) as
select m.tenant, m.lead_id, m.external_id,
{report}       m.email,
       m.account, m.today as day, m.momentum, m.velocity, m.frequency, m.content, m.stakeholders, m.tier, m.direction,
       m.gain::numeric(14, 2),
       metric.tier_since(m.today, m.days, m.velocities, m.frequencies, m.contents, m.states, m.account_days,
         m.account_points, m.tiers) as tier_since
  from {schema}.standing m;

comment on view {schema}.momentum is 'Which leads speed up and which go cold, on one day; a lead that never engaged is absent.';
comment on column {schema}.momentum.tenant is 'The client''s short name.';
comment on column {schema}.momentum.lead_id is 'The lead''s number.';
comment on column {schema}.momentum.external_id is 'The id in the CRM.';
{report}comment on column {schema}.momentum.email is 'The latest e-mail address.';
comment on column {schema}.momentum.account is 'The company: its domain, else its name.';
comment on column {schema}.momentum.day is 'The day the row answers for.';
comment on column {schema}.momentum.momentum is 'velocity + frequency + content + stakeholders: above 0 the lead speeds up, below it goes cold.';
comment on column {schema}.momentum.velocity is 'From the points that it gained lately, newer ones weighing more.';
comment on column {schema}.momentum.frequency is 'Whether it engages more often than in the two weeks before.';
comment on column {schema}.momentum.content is 'Whether it goes deeper than before.';
comment on column {schema}.momentum.stakeholders is 'Whether more leads of its account engage than before.';
comment on column {schema}.momentum.tier is 'hot, warming, neutral, cooling or cold.';
comment on column {schema}.momentum.direction is 'accelerating, stagnating or decelerating: points of the last 7 days against the 7 before.';
comment on column {schema}.momentum.gain is 'The weighted points that velocity is made from.';
comment on column {schema}.momentum.tier_since is 'The first day of the tier that holds.';
