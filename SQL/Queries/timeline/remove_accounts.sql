delete from core.account_momentum m
using unnest($3::bigint[]) as gone (account_id)
where m.tenant_id = $1 and m.generation = $2 and m.account_id = gone.account_id
