select guard.begin_restore($1)
