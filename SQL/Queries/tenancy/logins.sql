select role_name::text, kind, label, created_at, valid_until, sessions, connections from guard.logins($1)
