-- How many leads the planner believes there are in all generations; −1 where it has never looked.
select reltuples::bigint from pg_class where oid = 'core.profile'::regclass
