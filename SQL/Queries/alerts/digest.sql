-- What a day's digest says, a line each: how many, and who comes first.
select 'cooling', count(*), (array_agg(coalesce(p.name, r.email, r.external_id, 'lead ' || r.lead_id) order by r.score desc))[1:5]
from report.reach r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
where r.tier = 'cooling' and r.tier_since >= r.today - 1 and r.uncallable is null
union all
select 'neutral', count(*), (array_agg(coalesce(p.name, r.email, r.external_id, 'lead ' || r.lead_id) order by r.score desc))[1:5]
from report.reach r
join core.profile p on p.tenant_id = $1 and p.generation = $2 and p.lead_id = r.lead_id
where r.tier = 'neutral' and r.stage = 'mql' and r.tier_since <= r.today - 13 and r.uncallable is null
union all
select 'growing', count(*), (array_agg(a.account order by a.stakeholders_now - a.stakeholders_before desc, a.momentum desc))[1:5]
from report.account_momentum a
where a.stakeholders_now > a.stakeholders_before
union all
-- On the first day of a month the one before has become final.
select 'band', count(*), array_agg(to_char(l.period_start, 'YYYY-MM') || ': ' || l.band || ', before ' || l.before)
from (
  select v.period_start, v.band, lag(v.band) over (order by v.period_start) as before,
         row_number() over (order by v.period_start desc) as n
  from report.lvr v
  where v.grain = 'month' and v.status = 'final' and v.band is not null
) as l
where l.n = 1 and l.band <> l.before and extract(day from report.today()) = 1
