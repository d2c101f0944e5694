using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using MipActors.Core.Wire;
using MipActors.Sandbox;

namespace MipActors.Scenarios.Attacks;

/// <summary>
/// The guest without any wall: Deno with every permission, no containment, no limit, and a reader that believes every frame, whatever its
/// key. What an attack gets here it really tries to get; a corpus that can not succeed proves nothing.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class OpenGuest : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly SandboxInstallation _installation;
    private readonly DirectoryInfo _guest = Directory.CreateTempSubdirectory("mipactors-open-guest-");

    /// <summary>An open guest with a copy of the host scripts, so that what is planted beside them does no harm.</summary>
    public OpenGuest(SandboxInstallation installation)
    {
        _installation = installation;
        foreach (var file in Directory.GetFiles(installation.GuestFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_guest.FullName, Path.GetRelativePath(installation.GuestFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Runs an attack; returns all that it told, and its log.</summary>
    public async Task<(string Told, string Log)> RunAsync(Attack attack, JsonObject data)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var process = Process.Start(Describe())!;
        try
        {
            var log = process.StandardError.ReadToEndAsync(patience.Token);
            var told = await ConverseAsync(process, attack, data, patience.Token);
            process.Kill(entireProcessTree: true);
            return (told, await log);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose() => _guest.Delete(recursive: true);

    private ProcessStartInfo Describe()
    {
        var start = new ProcessStartInfo(
            _installation.DenoPath,
            [
                "run", "--no-config", "--no-lock", "--no-code-cache", "--allow-all", "--unstable-worker-options",
                "--v8-flags=--max-old-space-size=4000", Path.Combine(_guest.FullName, "main.mjs"),
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = _guest.FullName,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["HOME"] = start.Environment["DENO_DIR"] = _guest.FullName;
        start.Environment["DENO_NO_UPDATE_CHECK"] = "1";
        start.Environment["MIPACTORS_CANARY"] = Playground.Secret;
        return start;
    }

    private async Task<string> ConverseAsync(Process process, Attack attack, JsonObject data, CancellationToken patience)
    {
        var key = SessionKey.Create();
        var channel = new FrameChannel(Stream.Null, process.StandardInput.BaseStream, key);
        await channel.WriteAsync(new Frame(FrameType.Hello, Json(new JsonObject
        {
            ["replyKey"] = key.ToHex(),
            ["pyodideFolder"] = _installation.PyodideFolder,
            ["pulpFolder"] = _installation.PulpFolder,
            ["snapshot"] = _installation.SnapshotPath,
            ["maxOutputBytes"] = 64 << 20,
            ["packages"] = new JsonObject { ["wheels"] = new JsonObject(), ["allowed"] = new JsonArray("*"), ["refused"] = new JsonArray() },
        })), patience);
        var told = new StringBuilder();
        var output = process.StandardOutput.BaseStream;
        var header = new byte[Frame.HeaderBytes];
        while (await output.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, patience) == header.Length)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(header);
            if (length > 64 << 20)
            {
                // No frame at all: whoever reads this pipe gets it raw.
                var raw = new byte[4096];
                var got = await output.ReadAsync(raw, patience);
                return told.Append(Encoding.UTF8.GetString([.. header, .. raw.AsSpan(0, got)])).ToString();
            }

            var payload = new byte[length];
            await output.ReadExactlyAsync(payload, patience);
            told.Append(Encoding.UTF8.GetString(payload));
            switch ((FrameType)header[^1])
            {
                case FrameType.Ready:
                    told.Clear();
                    var program = new JsonObject { ["code"] = attack.Code, ["mode"] = "run", ["data"] = data, ["options"] = new JsonObject() };
                    await channel.WriteAsync(new Frame(FrameType.Run, Json(program)), patience);
                    break;
                case FrameType.Solve:
                    await channel.WriteAsync(new Frame(FrameType.SolveFailed, "no solver here"u8.ToArray()), patience);
                    break;
                case FrameType.Finished or FrameType.Fault:
                    return told.ToString();
                default:
                    break;
            }
        }

        return told.ToString();
    }

    private static byte[] Json(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}
