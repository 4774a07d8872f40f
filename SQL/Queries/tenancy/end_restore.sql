select guard.end_restore($1)
