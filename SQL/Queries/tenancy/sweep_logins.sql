select guard.sweep_logins()
