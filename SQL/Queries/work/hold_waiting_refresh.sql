-- The refresh that waits, held: nobody wants it anew, and nobody takes it, before this transaction has ended.
-- No row where there is none, or where somebody is just wanting or taking it.
select job_id from work.job where tenant_id = $1 and kind = 'refresh' and state = 'waiting' for update skip locked
