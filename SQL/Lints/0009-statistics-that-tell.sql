-- A column whose statistics would show one client's words in another's plan (guard.telling_columns).
select t.tenant_table || '.' || t.column_name as offender, 'keeps statistics' as offence
  from guard.telling_columns() t
 where not t.is_silent
