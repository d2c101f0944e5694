# Is a good sandbox until SIGUSR1, then closes its pipes and stays.
exec 3<&0
"$here/deno" "$@" <&3 3<&- &
deno=$!
trap 'kill -KILL $deno' USR1
exec </dev/null >/dev/null 2>&1 3<&-
while :; do
    "$here/sleeps" 300 &
    wait $!
done
