select tenant_id, slug, name, timezone, currency, arr_minor, identities, commitment, state, created_at
from guard.entered_tenant()
