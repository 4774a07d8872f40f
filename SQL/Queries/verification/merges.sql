select lead_id, merged_into from core.lead where tenant_id = $1 order by lead_id
