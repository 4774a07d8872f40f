-- Logins whose time has passed and that are still there.
select role_name::text from guard.expired_logins()
