# Tries: to get around the permissions by a worker of the Node compatibility layer.
# Seen: secret
# Stopped: NotCapable

attempt_async("""
await new Promise((done, fail) => {
  const { Worker: Thread } = process.getBuiltinModule("node:worker_threads");
  const code = "const { parentPort } = require('worker_threads'); try { parentPort.postMessage(require('fs').readFileSync("
    + JSON.stringify(d.secret_file) + ", 'utf8')) } catch (error) { parentPort.postMessage(String(error)) }";
  const worker = new Thread(code, { eval: true });
  worker.on("message", done); worker.on("error", fail);
})
""")
