insert into core.alert (tenant_id, alert_id, firing, kind, day, headline, reason, action)
values ($1, $2, 'test ' || $2::bigint, 'test', report.today(), $3, $4, $5)
