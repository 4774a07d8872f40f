// Replaced by the first file of SQLCatalog.
