-- The lead that a number leads to: itself, or the one it was merged into.
select coalesce(merged_into, lead_id) from core.lead where tenant_id = $1 and lead_id = $2
