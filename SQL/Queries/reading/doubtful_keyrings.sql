-- The keyrings of every lead that more than one external id stands for.
select k.keyring_id, k.digest, k.keys, k.explicit, k.lead_id, k.allotted_lead, k.first_at, k.first_arrival
from core.keyring k
where k.tenant_id = $1
  and k.lead_id in (
    select r.lead_id
    from core.identity i
    join core.keyring r on r.tenant_id = $1 and r.keyring_id = i.keyring_id
    where i.tenant_id = $1 and i.key like 'external\_id:%'
    group by r.lead_id
    having count(distinct i.key) > 1)
order by k.lead_id, k.keyring_id
