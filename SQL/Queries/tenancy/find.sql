-- One tenant by slug, or all (NULL).
select tenant_id, slug, name, timezone, currency, arr_minor, identities, commitment, state, created_at
from guard.find_tenant($1)
