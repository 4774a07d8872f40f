insert into core.dirty (tenant_id, unit, id, token)
select $1, 'account', id, $3 from (select distinct id from unnest($2::bigint[]) as n (id)) as changed order by id
on conflict (tenant_id, unit, id) do update set token = excluded.token
