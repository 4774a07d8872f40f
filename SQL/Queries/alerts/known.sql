-- Of these occasions, those that were told.
select a.firing
from unnest($2::text[]) as wanted (firing)
cross join lateral (
  select a.firing from core.alert a where a.tenant_id = $1 and a.firing = wanted.firing offset 0
) as a
