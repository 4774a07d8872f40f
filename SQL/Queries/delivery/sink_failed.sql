-- Counts a failure; the sink rests until $3 (NULL: it does not), and longer where it was told to.
update core.sink set failures = failures + 1, open_until = greatest(open_until, $3)
 where tenant_id = $1 and name = $2
