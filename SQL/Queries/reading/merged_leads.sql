select lead_id from core.lead where tenant_id = $1 and merged_into = $2 order by lead_id
