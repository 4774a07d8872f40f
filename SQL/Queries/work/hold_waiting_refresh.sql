-- The refresh that waits, held: nobody wants it anew, and nobody takes it, before this transaction has ended. Which it is, is
-- noted for end_waiting_refresh: none where there is none, or where somebody is just wanting or taking it.
select set_config('headway.held_refresh', coalesce((
  select j.job_id::text from (
    select job_id from work.job where tenant_id = $1 and kind = 'refresh' for update skip locked
  ) as j), ''), true)
