update core.import
set rows_done = $3, rows_new = rows_new + $4, duplicates = duplicates + $5, conflicting = conflicting + $6,
    rejected = rejected + $7
where tenant_id = $1 and import_id = $2
