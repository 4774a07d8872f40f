-- Alerts of several leads at once, which may name any of them: digests.
select alert_id, headline, reason, action from core.alert where tenant_id = $1 and lead_id is null
