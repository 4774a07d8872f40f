-- The log rolled up by lead and local day: what the definition and the momentum model ask of an event, once for each.
set work_mem = '256MB';
set maintenance_work_mem = '256MB';
set max_parallel_workers_per_gather = 2;
set parallel_leader_participation = on;

create unlogged table peer.day as
select tenant_id, lead_id, day,
       sum(points)::int as points,
       (count(*) filter (where engages))::int as engaged,
       coalesce(max(depth) filter (where engages), 0) as depth,
       bool_or(type in ('email_opened', 'email_clicked', 'call_answered', 'chat_message')) as is_contact,
       bool_or(type in ('demo_request', 'trial_started')) as is_demo,
       bool_or(looked) as is_pricing,
       bool_or(type <> 'stage') as is_seen,
       -- The last stage of the day, and when: three bits of rank after the time, so that one maximum finds both.
       max((extract(epoch from occurred_at) * 1000000)::bigint * 8 + rank) as staged
from (
  select e.tenant_id, k.lead_id, e.type, e.occurred_at,
         (e.occurred_at at time zone t.timezone)::date as day,
         e.type not in ('stage', 'email_delivered', 'email_bounced', 'unsubscribe') as engages,
         case e.type
           when 'page_view' then case when starts_with(e.properties ->> 'path', '/pricing') then 10 else 1 end
           when 'case_study' then 5 when 'form_submitted' then 8 when 'demo_request' then 20
           when 'email_clicked' then 2 when 'unsubscribe' then -15 else 0 end as points,
         case e.type
           when 'page_view' then case when starts_with(e.properties ->> 'path', '/pricing') then 3 else 1 end
           when 'case_study' then 2 when 'form_submitted' then 3 when 'demo_request' then 4
           when 'email_clicked' then 1 else 0 end as depth,
         case when e.type = 'pricing_viewed' then (e.properties ->> 'seconds')::numeric >= 30 else false end as looked,
         case when e.type = 'stage' then
           array_position('{mql,sql,opportunity,customer,disqualified}'::text[], e.properties ->> 'to') end as rank
  from core.event e
  join core.keyring k on k.tenant_id = e.tenant_id and k.keyring_id = e.keyring_id
  join guard.tenant t on t.tenant_id = e.tenant_id
) as e
group by tenant_id, lead_id, day;

-- The first channel that a lead came by.
create unlogged table peer.channel as
select distinct on (e.tenant_id, k.lead_id) e.tenant_id, k.lead_id, e.channel
from core.event e
join core.keyring k on k.tenant_id = e.tenant_id and k.keyring_id = e.keyring_id
where e.channel is not null
order by e.tenant_id, k.lead_id, e.occurred_at, e.arrival;

analyze peer.day, peer.channel;
