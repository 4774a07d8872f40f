-- The checksum of the code that was applied last, under the ledger's own name for it.
select checksum from core.migration where name = $1
