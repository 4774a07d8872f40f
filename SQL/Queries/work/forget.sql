with jobs as (
  delete from work.job where tenant_id = $1 returning 1
), letters as (
  delete from work.dead_job where tenant_id = $1 returning 1
)
select (select count(*) from jobs) + (select count(*) from letters)
