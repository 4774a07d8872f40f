-- In the transaction that has done the work: no row, and all of it is undone.
select true from work.take_from($1, $3, array[$2::bigint]) as t where cardinality(t.taken) > 0
