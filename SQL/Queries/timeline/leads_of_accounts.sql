select distinct p.lead_id from core.profile p where p.tenant_id = $1 and p.account_id = any ($2)
