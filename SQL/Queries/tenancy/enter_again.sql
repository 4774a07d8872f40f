-- As enter.sql, for work that somebody does again where the server loses it: its commit waits for no disk, and is lost
-- with none before it (Docs/Decisions/0030). With few rows at hand planning costs more than what is planned.
select guard.enter($1), set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', $2, true)
