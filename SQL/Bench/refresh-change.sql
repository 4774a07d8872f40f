-- An event of each of these leads that was not there before, and the mark that it leaves, as a fold leaves both.
with changed as (
  select c.tenant_id, c.lead_id, k.keyring_id,
         h.next_arrival + row_number() over (partition by c.tenant_id order by c.lead_id) - 1 as arrival
  from {changed} c
  join core.head h on h.tenant_id = c.tenant_id
  cross join lateral (
    select k.keyring_id from core.keyring k
    where k.tenant_id = c.tenant_id and k.lead_id = c.lead_id order by k.keyring_id limit 1
  ) as k
),
counted as (
  update core.head h set next_arrival = n.last + 1
  from (select tenant_id, max(arrival) as last from changed group by tenant_id) as n
  where h.tenant_id = n.tenant_id
),
logged as (
  insert into core.event (tenant_id, message, keyring_id, arrival, occurred_at, type, properties)
  select tenant_id, gen_random_uuid(), keyring_id, arrival, now(), 'page_view', '{"path": "/pricing/teams", "seconds": 48}'
  from changed
)
insert into core.dirty (tenant_id, unit, id, token)
select tenant_id, 'lead', lead_id, arrival from changed
