# Has children that are deaf to signals and do not know its pipes.
trap '' TERM INT HUP
"$here/sleeps" 300 </dev/null >/dev/null 2>&1 &
"$here/sleeps" 300 </dev/null >/dev/null 2>&1 &
trap - TERM INT HUP
exec "$here/deno" "$@"
