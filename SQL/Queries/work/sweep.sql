select work.sweep()
