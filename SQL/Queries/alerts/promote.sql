-- A stage change that momentum made: an event like any other, known again by its occasion.
with numbered as (
  update core.head set next_arrival = next_arrival + cardinality($2::text[]) where tenant_id = $1
  returning next_arrival - cardinality($2::text[]) as first
)
insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, type, properties)
select $1, md5(p.firing)::uuid, p.keyring_id, h.first + p.n - 1, clock_timestamp(), 'stage',
       '{"to": "mql", "source": "momentum"}'
from numbered h, unnest($2::text[], $3::bigint[]) with ordinality as p (firing, keyring_id, n)
on conflict (tenant_id, message) do nothing
