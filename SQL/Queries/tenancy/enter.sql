-- First in every batch and transaction of the service: whose rows it will see.
select guard.enter($1)
