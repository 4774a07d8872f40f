-- One at a time, many in one round trip: a list is a join, and a join may go through the whole generation.
delete from core.account_momentum where tenant_id = $1 and generation = $2 and account_id = $3
