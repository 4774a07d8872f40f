create temporary table if not exists fresh_account (like core.account_momentum) on commit delete rows
