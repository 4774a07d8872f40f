create temporary table if not exists fresh_momentum (like core.momentum) on commit delete rows
