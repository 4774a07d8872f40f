update core.alert set headline = $3, reason = $4, action = $5 where tenant_id = $1 and alert_id = $2
