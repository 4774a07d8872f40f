update core.head set next_alert = next_alert + 1 where tenant_id = $1 returning next_alert - 1
