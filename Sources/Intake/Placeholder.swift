// Replaced by the first file of Intake.
