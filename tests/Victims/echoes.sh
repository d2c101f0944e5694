# Gives back what it reads.
exec cat
