# The grandchild has no living parent and a session of its own: no walk over processes or groups finds it.
(setsid sleep 300."$1" </dev/null >/dev/null 2>&1 &)
echo ready
exec sleep 300."$1"
