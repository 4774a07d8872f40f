-- How many leads each tier has.
select tier, count(*) from report.momentum group by tier
