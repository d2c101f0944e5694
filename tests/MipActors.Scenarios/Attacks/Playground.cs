using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace MipActors.Scenarios.Attacks;

/// <summary>What one attack is let loose on: secrets to read, files to spare, sockets to come to, a process to kill. All of it is open to
/// every user of the machine, so that nothing but the sandbox protects it.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class Playground : IAsyncDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mipactors-playground-");
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _local = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _life = new();
    private readonly Process _victim;
    private readonly Task _listening;
    private int _contacts;

    /// <param name="user">Whose process the victim is.</param>
    public Playground(Account user)
    {
        _folder.UnixFileMode = Everybody;
        Write(SecretFile, $"secret {Secret}\n");
        Write(Path.Combine(_folder.FullName, "secret.mjs"), $"export default '{Secret}'");
        Write(Path.Combine(_folder.FullName, "secret.json"), $$"""{"secret": "{{Secret}}"}""");
        Write(Path.Combine(_folder.FullName, Secret), "");
        Write(PreciousFile, "precious");
        _tcp.Start();
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _local.Bind(new UnixDomainSocketEndPoint(SocketFile));
        _local.Listen();
        File.SetUnixFileMode(SocketFile, Everybody);
        var start = user.Start("/usr/bin/sleep", ["300"]);
        start.Environment["MIPACTORS_CANARY"] = Secret;
        _victim = Process.Start(start)!;
        _listening = Task.WhenAll(
            AcceptAsync(_tcp.Server), AcceptAsync(_local), _udp.ReceiveAsync(new byte[1], _life.Token).AsTask().ContinueWith(Count, TaskScheduler.Default));
    }

    /// <summary>In files, file names and environment variables that are none of the program's; one for the test run.</summary>
    public static string Secret { get; } = $"s{Guid.NewGuid():N}";

    private string Mark { get; } = $"m{Guid.NewGuid():N}";

    private string SecretFile => Path.Combine(_folder.FullName, "secret.txt");

    private string PreciousFile => Path.Combine(_folder.FullName, "precious.txt");

    private string SocketFile => Path.Combine(_folder.FullName, "socket");

    private string Drop => Path.Combine(_folder.FullName, "drop");

    /// <summary>What the attack finds in its <c>data</c>.</summary>
    public JsonObject Data => new()
    {
        ["secret_file"] = SecretFile,
        ["secret_folder"] = _folder.FullName,
        ["precious_file"] = PreciousFile,
        ["drop"] = Drop,
        ["socket"] = SocketFile,
        ["port"] = ((IPEndPoint)_tcp.LocalEndpoint).Port,
        ["udp_port"] = ((IPEndPoint)_udp.LocalEndPoint!).Port,
        ["victim"] = _victim.Id,
        ["mark"] = Mark,
    };

    /// <summary>Whether an attack has succeeded.</summary>
    /// <param name="evidence">How one knows.</param>
    /// <param name="told">Everything that was told as its result.</param>
    /// <param name="log">Everything that was logged meanwhile.</param>
    public bool Saw(Evidence evidence, string told, string log) => evidence switch
    {
        Evidence.Secret => told.Contains(Secret, StringComparison.Ordinal),
        Evidence.Mark => told.Contains(Mark, StringComparison.Ordinal),
        Evidence.File => Path.Exists(Drop),
        Evidence.Gone => new FileInfo(PreciousFile) is not { Exists: true, Length: > 0 },
        Evidence.Contact => Volatile.Read(ref _contacts) > 0,
        Evidence.Killed => _victim.HasExited,
        Evidence.Escape => log.Contains('\u001b', StringComparison.Ordinal),
        Evidence.Flood => log.Length > 1 << 20,
        _ => throw new UnreachableException(),
    };

    public async ValueTask DisposeAsync()
    {
        _victim.Kill();
        await _victim.WaitForExitAsync();
        _victim.Dispose();
        await _life.CancelAsync();
        await _listening;
        _tcp.Dispose();
        _udp.Dispose();
        _local.Dispose();
        _life.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void Write(string file, string text)
    {
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, Everybody);
    }

    private async Task AcceptAsync(Socket socket)
    {
        try
        {
            while (true)
            {
                using var client = await socket.AcceptAsync(_life.Token);
                Interlocked.Increment(ref _contacts);
            }
        }
        catch (OperationCanceledException)
        {
            // The playground closes.
        }
    }

    private void Count(Task<int> datagram)
    {
        if (datagram.IsCompletedSuccessfully)
        {
            Interlocked.Increment(ref _contacts);
        }
    }
}
