select work.retry($1)
