select work.discard($1)
