-- What is still under way, besides marks: an import that did not end, unless a later one of its kind did,
-- and a generation that somebody is building.
select 'import', i.import_id, i.kind, i.file_name
from core.import i
where i.tenant_id = $1 and i.state = 'running'
  and not exists (
    select from core.import l
    where l.tenant_id = $1 and l.kind = i.kind and l.import_id > i.import_id and l.state = 'done')
union all
select 'rebuild', g.generation, null, null
from core.generation g
join core.refresh r on r.tenant_id = $1 and r.touched_at > clock_timestamp() - $2::integer * interval '1 second'
where g.tenant_id = $1 and g.state = 'building'
order by 1, 2
