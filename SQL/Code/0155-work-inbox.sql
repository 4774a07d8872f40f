-- Stores messages of any number of tenants, each once, and wants a fold for each tenant that has new ones.
-- Answers those that were new; the others are known.
--
-- One statement for everybody's messages of a moment: one flush of the log for all of them. Rows go in in the
-- order of the key, so that two calls with the same messages cannot wait for each other.
create or replace function work.receive(
  tenants bigint[], messages uuid[], forms text[], received timestamptz[], sent timestamptz[], bodies bytea[])
returns table (tenant_id bigint, message uuid)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
  moment timestamptz := work.clock();
begin
  return query
    with fresh as (
      insert into work.inbox as i (tenant_id, message, form, received_at, sent_at, body)
      select u.tenant_id, u.message, u.form, u.received_at, u.sent_at, u.body
        from unnest(tenants, messages, forms, received, sent, bodies)
          as u (tenant_id, message, form, received_at, sent_at, body)
       -- Asked one by one (Docs/Decisions/0011), however many there are: never a join over all that is known.
       where not exists (select from core.event e where e.tenant_id = u.tenant_id and e.message = u.message offset 0)
         and not exists (select from core.call c where c.tenant_id = u.tenant_id and c.message = u.message offset 0)
       order by u.tenant_id, u.message
      on conflict (tenant_id, message) do nothing
      returning i.tenant_id, i.message
    ), put as (
      -- As work/enqueue.sql has it: the row is locked either way, so that no worker begins before this has ended.
      insert into work.job as j (tenant_id, lane, kind, subject, run_at, created_at)
      select t.tenant_id, 'compute', 'fold', '', moment, moment
        from (select distinct f.tenant_id from fresh f order by f.tenant_id) as t
      on conflict (tenant_id, kind, subject)
      do update set run_at = case when j.attempts = 0 then least(j.run_at, excluded.run_at) else j.run_at end
      returning j.xmax = 0 as is_fresh
    ), told as (
      select pg_notify('headway_work', '') from put where is_fresh limit 1
    )
    -- The hint is sent because it is asked how many there are: a join that nothing asks of is left out of the plan.
    select f.tenant_id, f.message from fresh f join (select count(*) from told) as n (told) on n.told >= 0;
end $$;
