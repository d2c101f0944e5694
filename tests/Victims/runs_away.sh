# A child that is another process every few milliseconds: whoever looks at it first and then kills it comes too late.
if [ "$2" = rabbit ]; then
    sh "$0" "$1" rabbit &
    exit
fi
sh "$0" "$1" rabbit </dev/null >/dev/null 2>&1 &
echo ready
exec sleep 300."$1"
