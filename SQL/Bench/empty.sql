-- Between two runs: what a tenant's import and rebuild have filled is empty again, without rows
-- that are dead and without pages that are already there.
truncate core.event, core.keyring, core.identity, core.lead, core.record, core.account, core.dirty, core.import, core.reject,
  core.vocabulary, core.head, core.qualification, core.profile, core.momentum, core.account_momentum, core.watch, core.day_count,
  core.generation
