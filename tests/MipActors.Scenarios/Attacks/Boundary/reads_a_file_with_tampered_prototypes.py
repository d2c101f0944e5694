# Tries: to disarm the permission check by tampering with what it may be written with.
# Seen: secret
# Stopped: NotCapable

attempt("""
const whole = [[String.prototype, "startsWith"], [String.prototype, "includes"], [RegExp.prototype, "test"], [Array.prototype, "some"], [Array.prototype, "includes"]]
  .map(([owner, name]) => [owner, name, owner[name]]);
for (const [owner, name] of whole) owner[name] = () => true;
Object.prototype.granted = true;
Object.prototype.state = "granted";
try {
  Deno.readTextFileSync(d.secret_file);
} finally {
  for (const [owner, name, original] of whole) owner[name] = original;
  delete Object.prototype.granted;
  delete Object.prototype.state;
}
""")
