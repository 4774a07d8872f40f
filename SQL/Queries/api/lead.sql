-- One lead, or the one that it was joined to: as it stands, how it moves, and the days on which it is qualified.
select row_to_json(r)::text
from (
  select l.*,
         (select row_to_json(m) from report.momentum m where m.lead_id = l.lead_id) as momentum,
         (select coalesce(json_agg(row_to_json(q) order by q.from_day), '[]'::json)
            from report.qualification q where q.lead_id = l.lead_id) as qualification
    from report.lead l
   where l.lead_id = coalesce(
     (select coalesce(k.merged_into, k.lead_id) from core.lead k where k.tenant_id = $1 and k.lead_id = $2), $2)) as r
