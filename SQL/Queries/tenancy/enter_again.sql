-- As enter.sql, for work that somebody does again where the server loses it: its commit waits for no disk, and is lost
-- with none before it (Docs/Decisions/0030). With few rows at hand planning costs more than what is planned: a plan for any number
-- then, which never reads a table through, for it may be made while the table is empty and stays when it is not.
select guard.enter($1), set_config('synchronous_commit', 'off', true),
       set_config('plan_cache_mode', case when $2 then 'force_generic_plan' else 'force_custom_plan' end, true),
       set_config('enable_seqscan', case when $2 then 'off' else 'on' end, true)
