-- How many leads there are, and of how many a peer makes another qualification, or another momentum, than the live
-- generations have.
with live as (
  select h.tenant_id, h.live_generation as generation from core.head h where h.live_generation is not null
),
qualification as (
  select q.* from core.qualification q join live using (tenant_id, generation)
),
momentum as (
  select m.* from core.momentum m join live using (tenant_id, generation)
)
select (select count(*) from qualification),
       (select count(*)
        from qualification q
        full join peer.qualification p using (tenant_id, lead_id)
        where (q.created_day, q.channel, q.qualified, q.exits, q.passed_on)
                is distinct from (p.created_day, p.channel, p.qualified, p.exits, p.passed_on)),
       (select count(*)
        from momentum m
        full join peer.momentum p using (tenant_id, lead_id)
        where (m.days, m.velocity, m.frequency, m.content, m.gain, m.state)
                is distinct from (p.days, p.velocity, p.frequency, p.content, p.gain, p.state))
