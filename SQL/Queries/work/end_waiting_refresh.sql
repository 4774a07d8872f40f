-- Takes away the refresh that hold_waiting_refresh holds, where it would find nothing to do: no mark, no day that
-- has come, and figures that follow the newest texts and the tenant's zone.
--
-- A statement of its own, after the other: whoever had wanted the job before it was held has committed, and this
-- statement's snapshot sees the marks that came with it. In one statement the job would go and the marks stay.
delete from work.job j
where j.tenant_id = $1 and j.job_id = nullif(current_setting('headway.held_refresh', true), '')::bigint
  and not exists (select from core.dirty d where d.tenant_id = $1)
  -- As in what_is_due: the order names the index.
  and (select true from core.watch w
        where w.tenant_id = $1 and w.due_day <= (select report.today()) order by w.due_day limit 1) is null
  and not exists (
    select from core.definition d
    where d.tenant_id = $1
      and not exists (
        select from core.head h
        join core.generation g on g.tenant_id = $1 and g.generation = h.live_generation
        where h.tenant_id = $1 and g.definition >= d.version
          and g.model = coalesce((select max(m.version) from core.model m where m.tenant_id = $1), 0)
          and g.zone = (select t.timezone from guard.entered_tenant() t)))
returning true
