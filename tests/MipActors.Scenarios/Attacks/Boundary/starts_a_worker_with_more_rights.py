# Tries: to give a worker of its own permissions that it has not itself.
# Seen: secret
# Stopped: exit code|NotCapable|PermissionDenied

attempt_async("""
await new Promise((done, fail) => {
  const code = `postMessage(Deno.readTextFileSync(${JSON.stringify(d.secret_file)}))`;
  const worker = new Worker("data:text/javascript," + encodeURIComponent(code), { type: "module", deno: { permissions: { read: true } } });
  worker.onmessage = ({ data }) => done(data);
  worker.onerror = (event) => { event.preventDefault(); fail(new Error(event.message)); };
})
""")
