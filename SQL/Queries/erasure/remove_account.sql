-- A company that nobody speaks of any more, and what was known, computed and told of it. One at a time, several in
-- one round trip: a list is a join, and a join may go through those of all companies.
with alerts as materialized (
  select a.alert_id from core.alert a where a.tenant_id = $1 and a.account_id = $2
),
messages as (
  delete from core.outbox where tenant_id = $1 and ctid = any (array(
    select o.place from alerts a
    cross join lateral (
      select o.ctid as place from core.outbox o where o.tenant_id = $1 and o.alert_id = a.alert_id offset 0) as o))
),
told as (
  delete from core.alert where tenant_id = $1 and account_id = $2
),
facts as (
  delete from core.account_record where tenant_id = $1 and account_id = $2
),
momenta as (
  delete from core.account_momentum where tenant_id = $1 and account_id = $2 and generation = any (array(
    select g.generation from core.generation g where g.tenant_id = $1))
),
watches as (
  delete from core.watch where tenant_id = $1 and unit = 'account' and id = $2
)
delete from core.account where tenant_id = $1 and account_id = $2
