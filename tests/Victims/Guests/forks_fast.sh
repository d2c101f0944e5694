# A child that is another process every few milliseconds: whoever looks at it first and then kills it comes too late.
if [ "$1" = rabbit ]; then
    "$0" rabbit </dev/null >/dev/null 2>&1 &
    exit
fi
"$0" rabbit </dev/null >/dev/null 2>&1 &
exec "$here/deno" "$@"
