# A line that never ends.
exec tr '\0' x </dev/zero
