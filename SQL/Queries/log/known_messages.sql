-- Which of these messages the log has already.
select message from core.event where tenant_id = $1 and message = any ($2)
