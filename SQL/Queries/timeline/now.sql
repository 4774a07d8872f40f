-- Leases live on the database's clock.
select clock_timestamp()
