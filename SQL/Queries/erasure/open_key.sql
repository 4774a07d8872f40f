-- As erasure/key.sql; makes it ($2) where there is none.
update core.head set erasure_key = coalesce(erasure_key, $2) where tenant_id = $1 returning erasure_key
