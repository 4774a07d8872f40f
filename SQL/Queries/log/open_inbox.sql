-- The batch at hand: seen by this session alone, never in the WAL, empty again after each
-- commit (Docs/Decisions/0004). COPY FROM is refused on the tables under policies themselves.
-- Properties are text here, so that the bytes of the file's reader go in as they are.
create temporary table if not exists inbox (
  tenant_id bigint, message uuid, keyring_id bigint, arrival bigint, occurred_at timestamptz, local_at timestamp,
  whole_day boolean, import_id integer, type text, channel text, message_id text, properties text
) on commit delete rows
