select key, account_id from core.account where tenant_id = $1 and key = any ($2)
