-- Aliases too: what somebody said of a person goes with the person.
with gone as (
  delete from core.identity where tenant_id = $1 and keyring_id = any ($2)
)
delete from core.keyring where tenant_id = $1 and keyring_id = any ($2)
