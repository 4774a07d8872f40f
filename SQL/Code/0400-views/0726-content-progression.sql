-- How fast leads go from one depth of content to the next.
--
-- A step counts where the lead engaged with the less deep content first, or on the same day: who begins
-- with the deeper one has not gone on, and who leaves a depth out makes neither step around it.
create view {schema}.content_progression with (security_barrier) as
with step as (
  select s.tenant_id, s.tenant, s.generation, m.lead_id, d.depth, d.days
    from {schema}.scope s
    join core.momentum m on m.tenant_id = s.tenant_id and m.generation = s.generation
   cross join lateral (
     select n.depth, m.depth_days[n.depth + 1] - m.depth_days[n.depth] as days
       from generate_series(1, 3) as n (depth)
      where m.depth_days[n.depth] <= m.depth_days[n.depth + 1] and m.depth_days[n.depth + 1] <= s.today
   ) as d
)
select t.tenant, g.segmented_by, g.segment, t.depth as from_depth, t.depth + 1 as to_depth,
       (percentile_cont(0.5) within group (order by t.days))::numeric(8, 1) as median_days, count(*) as leads
  from step t
  join {schema}.lead_segment g on g.tenant_id = t.tenant_id and g.generation = t.generation and g.lead_id = t.lead_id
 group by t.tenant, g.segmented_by, g.segment, t.depth;

comment on view {schema}.content_progression is 'How fast leads go deeper into content, step by step, by segment.';
comment on column {schema}.content_progression.tenant is 'The client''s short name.';
comment on column {schema}.content_progression.segmented_by is 'What the leads are told apart by: all, channel; in schema report also an attribute, lead.NAME or account.NAME.';
comment on column {schema}.content_progression.segment is 'Its value; all where they are not told apart.';
comment on column {schema}.content_progression.from_depth is '1 awareness, 2 consideration, 3 decision.';
comment on column {schema}.content_progression.to_depth is 'The depth after it; 4 is the hand-raise.';
comment on column {schema}.content_progression.median_days is 'Days from the first engagement with the one to the first with the other.';
comment on column {schema}.content_progression.leads is 'How many leads made this step.';
