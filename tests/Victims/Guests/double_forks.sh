# The grandchild has no living parent and a session of its own: no walk over processes, groups or sessions finds it.
("$here/setsid" "$here/sleeps" 300 </dev/null >/dev/null 2>&1 &)
exec "$here/deno" "$@"
