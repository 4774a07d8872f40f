select work.next_due($1)
