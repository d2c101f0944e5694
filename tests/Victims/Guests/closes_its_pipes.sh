# Is a good sandbox for four seconds, then closes its pipes and stays.
exec 3<&0
"$here/deno" "$@" <&3 3<&- &
exec </dev/null >/dev/null 2>&1 3<&-
"$here/sleeps" 4
kill -KILL $!
while :; do "$here/sleeps" 300; done
