select key_id, kind, name, created_at, valid_until, revoked_at, last_used from guard.keys($1)
