-- How many leads each field of score against momentum has.
select quadrant, count(*), max(median_score)::numeric
from report.quadrant
group by quadrant
order by quadrant
