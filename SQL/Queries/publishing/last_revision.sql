select revision, published_at from core.publication
where tenant_id = $1 and period_start = $2
order by revision desc
limit 1
