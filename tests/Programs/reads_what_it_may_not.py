from js import Deno

for attempt in (
    lambda: Deno.readTextFileSync("/etc/passwd"),
    lambda: Deno.writeTextFileSync("/tmp/mipactors-escape", "x"),
    lambda: Deno.env.get("HOME"),
    lambda: Deno.Command.new("/bin/true").outputSync(),
    lambda: Deno.kill(1, "SIGTERM"),
    lambda: Deno.hostname(),
):
    try:
        print("got through:", str(attempt())[:40])
    except Exception as error:
        print(type(error).__name__, str(error)[:60].replace("\n", " "))
