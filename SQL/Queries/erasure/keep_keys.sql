insert into core.erased_key (tenant_id, digest)
select $1, n.digest from unnest($2::uuid[]) as n (digest)
on conflict (tenant_id, digest) do nothing
