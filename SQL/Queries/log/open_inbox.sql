-- The batch at hand: seen by this session alone, never in the WAL, empty again after each
-- commit (Docs/Decisions/0004). COPY FROM is refused on the tables under policies themselves.
create temporary table if not exists inbox (like core.event) on commit delete rows
