select tenant_id, slug, valid_until from guard.session_visitor($1)
