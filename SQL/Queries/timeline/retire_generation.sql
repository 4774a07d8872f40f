-- Never the one that readers see: whoever wants it gone did not hear that it was switched to.
update core.generation set state = 'retired'
where tenant_id = $1 and generation = $2
  and generation is distinct from (select live_generation from core.head where tenant_id = $1)
