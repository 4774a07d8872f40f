-- Where the results of a rebuild land in the floor: the same columns and keys, no policy, and a
-- place in front of them that is seen by this session alone.
create schema if not exists bench;
create table bench.qualification (like core.qualification including defaults including indexes);
create table bench.profile (like core.profile including defaults including indexes);
create table bench.momentum (like core.momentum including defaults including indexes);
create table bench.account_momentum (like core.account_momentum including defaults including indexes);
