-- What was wrong stays; the row and what is quoted of it go. Where rows are is looked up one by one: a join
-- may go through all that were ever set aside.
update core.reject r set row_text = '', detail = 'the row was erased with its person'
where r.tenant_id = $1 and r.ctid = any (array(
  select x.place
  from unnest($2::integer[], $3::bigint[]) as n (import_id, line)
  cross join lateral (
    select r.ctid as place from core.reject r
    where r.tenant_id = $1 and r.import_id = n.import_id and r.line = n.line offset 0
  ) as x))
