update core.sink set failures = 0, open_until = null, disabled = null
 where tenant_id = $1 and name = $2 and (failures > 0 or open_until is not null or disabled is not null)
