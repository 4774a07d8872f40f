-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.momentum where tenant_id = $1 and generation = $2 and lead_id = $3
