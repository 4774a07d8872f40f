-- Keys travel joined by the unit separator, since arrays of unequal arrays do not exist. In the order of the digest, the
-- one index in which new keyrings do not all come last.
insert into core.keyring (tenant_id, keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id,
  first_at, first_arrival)
select $1, n.keyring_id, n.digest, string_to_array(n.keys, e'\x1f'), n.explicit, n.lead_id, n.allotted_lead,
       n.account_id, n.first_at, n.first_arrival
from unnest($2::bigint[], $3::uuid[], $4::text[], $5::boolean[], $6::bigint[], $7::bigint[], $8::bigint[],
    $9::timestamptz[], $10::bigint[])
  as n (keyring_id, digest, keys, explicit, lead_id, allotted_lead, account_id, first_at, first_arrival)
order by n.digest
