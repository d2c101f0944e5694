# Neither the exit command nor the end of its stdin nor SIGTERM moves it.
trap '' TERM INT HUP
"$here/deno" "$@"
while :; do "$here/sleeps" 300; done
