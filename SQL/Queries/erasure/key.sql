-- What a tenant's erased keys are hashed with; NULL while nobody was erased.
select erasure_key from core.head where tenant_id = $1
