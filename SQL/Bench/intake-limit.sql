-- What the inbox is, for rows that come by COPY: nobody asks whether they are known.
create schema if not exists bench;
drop table if exists bench.inbox;
create table bench.inbox (like work.inbox including all);
