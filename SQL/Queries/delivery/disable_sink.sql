update core.sink set failures = failures + 1, disabled = $3 where tenant_id = $1 and name = $2
