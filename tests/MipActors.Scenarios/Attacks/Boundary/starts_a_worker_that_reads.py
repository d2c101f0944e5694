# Tries: to get around the permissions by a worker of its own.
# Seen: secret
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const code = `postMessage(Deno.readTextFileSync(${JSON.stringify(d.secret_file)}))`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(code), { type: "module" });
  worker.onmessage = ({ data }) => done(data);
  worker.onerror = (event) => { event.preventDefault(); fail(new Error(event.message)); };
})
""")
