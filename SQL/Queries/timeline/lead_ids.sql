select distinct lead_id from core.keyring where tenant_id = $1 order by lead_id
