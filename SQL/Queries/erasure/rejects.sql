-- Every row that was set aside, for whoever looks for somebody in them.
select import_id, line, detail, row_text from core.reject where tenant_id = $1 and row_text <> ''
