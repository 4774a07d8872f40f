select day, channel, created, entered, exited_converted, exited_disqualified, exited_decayed, exited_criteria, passed_through
from core.day_count
where tenant_id = $1 and generation = $2
order by day, channel
