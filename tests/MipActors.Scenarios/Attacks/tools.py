"""What the attacks share; put in front of each of them. `d` is their `data`, in JavaScript."""

from js import Object, eval as js, globalThis
from pyodide.ffi import to_js

globalThis.d = to_js(data, dict_converter=Object.fromEntries)
js("globalThis.claim = (holds) => holds ? d.mark : 'nothing'")


def refused(error):
    print("refused:", type(error).__name__, str(error)[:500])


def attempt(source):
    """Evaluates JavaScript, and prints what comes of it."""
    try:
        print("got:", str(js(source))[:5000])
    except BaseException as error:
        refused(error)


def attempt_async(source):
    """The same for JavaScript that has to wait: the program ends, but what it ends with is said by the script, at most two seconds later."""
    js("""
    const post = self.postMessage.bind(self);
    self.postMessage = (message, ...more) => message.kind === "finished" || post(message, ...more);
    let said = false;
    const say = (text) => said || (said = true, post({ kind: "finished",
      text: JSON.stringify({ outcome: "exception", exceptionType: "Told", message: String(text).slice(0, 5000), solves: 0 }) }));
    setTimeout(() => say("refused: nothing came of it"), 2000);
    globalThis.told = (promise) => promise.then((result) => say("got: " + String(result)), (error) => say("refused: " + String(error)));
    """)
    js("told((async () => {\n return " + source.strip() + "\n})())")


def forge(kind, payload):
    """Writes a frame to the process's stdout, with a key of its own invention."""
    from js import Deno

    Deno.stdout.writeSync(to_js(len(payload).to_bytes(4, "little") + b"k" * 16 + bytes([kind]) + payload))


def wait_to_be_ended():
    import time

    time.sleep(20)
