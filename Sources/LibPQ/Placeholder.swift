// Replaced by the first file of LibPQ.
