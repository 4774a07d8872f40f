-- The keyring that speaks for each of these leads.
select k.lead_id, min(k.keyring_id) from core.keyring k
where k.tenant_id = $1 and k.lead_id = any ($2)
group by k.lead_id
