// Replaced by the first file of Engine.
