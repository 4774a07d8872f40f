-- The next leads by number that were not merged into others.
select lead_id from core.lead
where tenant_id = $1 and lead_id > $2 and merged_into is null
order by lead_id
limit $3
