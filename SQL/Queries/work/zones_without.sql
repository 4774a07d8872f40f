select kind, zone from work.zones_without($1)
