// Replaced by the first file of Bench.
