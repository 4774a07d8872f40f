-- When a lead's person was erased; no row where it was not.
select erased_at from core.erased where tenant_id = $1 and lead_id = $2
