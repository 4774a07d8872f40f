select role_name::text, kind, label, created_at, valid_until, sessions from guard.logins($1)
