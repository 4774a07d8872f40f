select guard.end_session($1)
