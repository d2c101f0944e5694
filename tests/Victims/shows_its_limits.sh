# Bytes of core dump and of writable memory that it may have, in kilobytes.
echo "$(ulimit -c) $(ulimit -d)"
