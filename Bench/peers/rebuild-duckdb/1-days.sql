-- The same as rebuild-sql/, without multiranges: a window is +1 on the day on which something enters it and −1 on the day
-- on which it leaves, a gate holds while the sum is above 0, and a span lies between two changes of that.
create table event as
select * from read_csv('{events}', header = false, columns = {
  'tenant_id': 'BIGINT', 'lead_id': 'BIGINT', 'arrival': 'BIGINT', 'local_at': 'TIMESTAMP', 'instant': 'BIGINT',
  'type': 'VARCHAR', 'channel': 'VARCHAR', 'path': 'VARCHAR', 'seconds': 'DOUBLE', 'to': 'VARCHAR'});

create table every_day as
select tenant_id, lead_id, day, sum(points)::int as points, (count(*) filter (where engages))::int as engaged,
       coalesce(max(depth) filter (where engages), 0) as depth,
       bool_or(type in ('email_opened', 'email_clicked', 'call_answered', 'chat_message'))::int as contact,
       bool_or(type in ('demo_request', 'trial_started'))::int as demo,
       bool_or(type = 'pricing_viewed' and coalesce(seconds >= 30, false))::int as pricing,
       bool_or(type <> 'stage') as is_seen,
       max(instant * 8 + rank) as staged
from (
  select *, local_at::date as day,
         type not in ('stage', 'email_delivered', 'email_bounced', 'unsubscribe') as engages,
         case type when 'page_view' then case when starts_with(coalesce(path, ''), '/pricing') then 10 else 1 end
              when 'case_study' then 5 when 'form_submitted' then 8 when 'demo_request' then 20
              when 'email_clicked' then 2 when 'unsubscribe' then -15 else 0 end as points,
         case type when 'page_view' then case when starts_with(coalesce(path, ''), '/pricing') then 3 else 1 end
              when 'case_study' then 2 when 'form_submitted' then 3 when 'demo_request' then 4
              when 'email_clicked' then 1 else 0 end as depth,
         case when type = 'stage' then case "to" when 'mql' then 1 when 'sql' then 2 when 'opportunity' then 3
              when 'customer' then 4 when 'disqualified' then 5 end end as rank
  from event
)
group by tenant_id, lead_id, day;

create table every_lead as
select tenant_id, lead_id, coalesce(min(day) filter (where is_seen), min(day)) as created from every_day group by all;

create table channel as
select tenant_id, lead_id, arg_min(channel, (instant, arrival)) as channel
from event where channel is not null group by all;

drop table event;

create table turned (tenant_id bigint, lead_id bigint, day date, is_qualified boolean, reason varchar);
create table qualification (
  tenant_id bigint, lead_id bigint, created_day date, channel varchar, qualified varchar, exits varchar, passed_on date);
create table momentum (
  tenant_id bigint, lead_id bigint, days varchar, velocity varchar, frequency varchar, content varchar, gain varchar,
  state varchar);
