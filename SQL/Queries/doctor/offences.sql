-- What the lints say; made from SQL/Lints by the migrator.
select lint, offender, offence from guard.offences()
