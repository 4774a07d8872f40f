select account_id, key from core.account where tenant_id = $1 and account_id = any ($2)
