-- Who keeps everybody from a table of ours.
select relation, process, login, program, is_held, waits_for from guard.table_locks()
