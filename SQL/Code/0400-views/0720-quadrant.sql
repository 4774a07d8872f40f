-- Score and momentum side by side.
create view {schema}.quadrant with (security_barrier) as
select r.tenant, r.lead_id, r.external_id,
{report}       r.email,
       r.account, r.score, q.median_score, r.momentum, r.tier,
       case when r.score >= q.median_score then 'high score' else 'low score' end
         || case when r.tier in ('hot', 'warming') then ', momentum' else ', no momentum' end as quadrant
  from {schema}.reach r
  join (
    select m.tenant_id, percentile_cont(0.5) within group (order by m.score) as median_score
      from {schema}.reach m
     where m.stage = 'mql'
     group by m.tenant_id
  ) as q on q.tenant_id = r.tenant_id
 where r.stage not in ('customer', 'disqualified');

comment on view {schema}.quadrant is 'Score against momentum: a high score without momentum is a lead that everybody believes in and nobody hears from.';
comment on column {schema}.quadrant.tenant is 'The client''s short name.';
comment on column {schema}.quadrant.lead_id is 'The lead''s number.';
comment on column {schema}.quadrant.external_id is 'The id in the CRM.';
{report}comment on column {schema}.quadrant.email is 'The latest e-mail address.';
comment on column {schema}.quadrant.account is 'The company: its domain, else its name.';
comment on column {schema}.quadrant.score is 'The sum of its points.';
comment on column {schema}.quadrant.median_score is 'The median of the leads that are MQLs.';
comment on column {schema}.quadrant.momentum is 'velocity + frequency + content + stakeholders.';
comment on column {schema}.quadrant.tier is 'hot, warming, neutral, cooling or cold.';
comment on column {schema}.quadrant.quadrant is 'high or low score, with or without momentum.';
