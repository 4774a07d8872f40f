select kind, secret_hash, tenant_id, slug, timezone, identities, state, used_today from guard.key_holder($1)
