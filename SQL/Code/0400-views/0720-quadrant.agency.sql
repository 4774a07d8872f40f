-- Score and momentum side by side.
create view agency.quadrant with (security_barrier) as
select r.tenant, r.lead_id, r.external_id, r.account, r.score, q.median_score, r.momentum, r.tier, case when
       r.score >= q.median_score then 'high score' else 'low score' end || case when r.tier in ('hot', 'warming')
       then ', momentum' else ', no momentum' end as quadrant
  from agency.reach r
  join (
    select m.tenant_id, percentile_cont(0.5) within group (order by m.score) as median_score
      from agency.reach m
     where m.stage = 'mql'
     group by m.tenant_id
  ) as q on q.tenant_id = r.tenant_id
 where r.stage not in ('customer', 'disqualified');

comment on view agency.quadrant is 'Score against momentum: a high score without momentum is a lead that everybody believes in and nobody hears from.';
comment on column agency.quadrant.tenant is 'The client''s short name.';
comment on column agency.quadrant.lead_id is 'The lead''s number.';
comment on column agency.quadrant.external_id is 'The id in the CRM.';
comment on column agency.quadrant.account is 'The company: its domain, else its name.';
comment on column agency.quadrant.score is 'The sum of its points.';
comment on column agency.quadrant.median_score is 'The median of the leads that are MQLs.';
comment on column agency.quadrant.momentum is 'velocity + frequency + content + stakeholders.';
comment on column agency.quadrant.tier is 'hot, warming, neutral, cooling or cold.';
comment on column agency.quadrant.quadrant is 'high or low score, with or without momentum.';
