-- Which of these messages the log has already. In the order of the key: a batch then goes along the index from left to
-- right, and what it needs of it is still at hand; in any order each look began anew, dearer the longer the log.
select e.message
from (select message from unnest($2::uuid[]) as n (message) order by message) as wanted
cross join lateral (
  select e.message from core.event e where e.tenant_id = $1 and e.message = wanted.message offset 0
) as e
