select guard.abandon_restore($1)
