with gone as (
  select unnest($2::bigint[]) as account_id
),
facts as (
  delete from core.account_record r using gone g where r.tenant_id = $1 and r.account_id = g.account_id
),
alerts as (
  select a.alert_id from core.alert a join gone g on a.tenant_id = $1 and a.account_id = g.account_id
),
messages as (
  delete from core.outbox o using alerts a where o.tenant_id = $1 and o.alert_id = a.alert_id
),
told as (
  delete from core.alert t using alerts a where t.tenant_id = $1 and t.alert_id = a.alert_id
),
momenta as (
  delete from core.account_momentum m using gone g where m.tenant_id = $1 and m.account_id = g.account_id
),
watches as (
  delete from core.watch w using gone g where w.tenant_id = $1 and w.unit = 'account' and w.id = g.account_id
)
delete from core.account a using gone g where a.tenant_id = $1 and a.account_id = g.account_id
