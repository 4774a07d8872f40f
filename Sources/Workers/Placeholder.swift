// Replaced by the first file of Workers.
