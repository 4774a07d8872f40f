// Replaced by the first file of Definitions.
