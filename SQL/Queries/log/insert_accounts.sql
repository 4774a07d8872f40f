insert into core.account (tenant_id, account_id, key)
select $1, account_id, key from unnest($2::bigint[], $3::text[]) as n (account_id, key)
