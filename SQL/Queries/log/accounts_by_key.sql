-- One look into the index for each key, whatever the planner thinks of the table: `offset 0` keeps the
-- look-up from being turned into a join (Docs/Decisions/0011). `= any ($2)` was once a walk over all
-- rows with the whole list compared at each, 7 µs for every event of a first import.
select wanted.key, a.account_id
from unnest($2::text[]) as wanted (key)
cross join lateral (
  select a.account_id from core.account a where a.tenant_id = $1 and a.key = wanted.key offset 0
) as a
