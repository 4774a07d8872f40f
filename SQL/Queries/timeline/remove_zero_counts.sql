-- A day on which nothing happens any more has no row: incremental and rebuilt sums are the same rows.
delete from core.day_count
where tenant_id = $1 and generation = $2 and day = any ($3) and created = 0 and entered = 0 and exited_converted = 0
  and exited_disqualified = 0 and exited_decayed = 0 and exited_criteria = 0 and passed_through = 0
