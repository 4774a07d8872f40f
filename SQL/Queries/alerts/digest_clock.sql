select (clock_timestamp() at time zone $1)::date, extract(hour from clock_timestamp() at time zone $1) >= $2
