-- Which leads change: any, or of one client those with most events, or others with so many times fewer.
create schema if not exists bench;
create or replace function bench.choose_leads(wanted integer) returns table (tenant_id bigint, lead_id bigint)
language sql as $$
  select q.tenant_id, q.lead_id
  from core.head h
  join core.qualification q on q.tenant_id = h.tenant_id and q.generation = h.live_generation
  -- In an order that has nothing to do with who they are, and is the same each time.
  order by md5(q.tenant_id % 1000003 || '-' || q.lead_id), 1, 2
  limit wanted
$$;
create or replace function bench.choose_busy(tenant bigint, wanted integer, fewer integer)
returns table (tenant_id bigint, lead_id bigint, events bigint)
language sql as $$
  with lead as (
    select k.lead_id, count(*) as events
    from core.keyring k
    join core.event e on e.tenant_id = k.tenant_id and e.keyring_id = k.keyring_id
    where k.tenant_id = tenant
    group by k.lead_id
  ),
  busiest as (select * from lead order by events desc, lead_id limit wanted),
  target as (select avg(events) / fewer as events from busiest)
  select tenant, l.lead_id, l.events
  from lead l cross join target t
  where fewer = 1 and exists (select from busiest b where b.lead_id = l.lead_id)
     or fewer > 1 and not exists (select from busiest b where b.lead_id = l.lead_id)
  order by abs(l.events - t.events), l.lead_id
  limit wanted
$$;
