select guard.set_state($1, $2)
