with jobs as (
  delete from work.job where tenant_id = $1 returning 1
), hands as (
  delete from work.hand where tenant_id = $1 returning cardinality(jobs) as jobs
), letters as (
  delete from work.dead_job where tenant_id = $1 returning 1
)
select (select count(*) from jobs) + (select coalesce(sum(jobs), 0)::bigint from hands) + (select count(*) from letters)
