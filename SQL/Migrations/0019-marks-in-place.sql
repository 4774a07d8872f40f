-- A batch of an import gives the marks of the one before a new token. With room on its page the new row takes the place of the
-- old one; without, each is an index entry too.
set role headway_owner;

alter table core.dirty set (fillfactor = 50);

reset role;
