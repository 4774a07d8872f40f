delete from work.schedule where tenant_id = $1 and kind = $2 returning true
