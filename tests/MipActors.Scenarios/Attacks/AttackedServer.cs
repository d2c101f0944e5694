using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using MipActors.Sandbox;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Attacks;

/// <summary>A real MCP server in one layer, run by one user, with limits that are soon reached.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class AttackedServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan EndBudget = TimeSpan.FromSeconds(15);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mipactors-attacked-");
    private readonly Process _process;
    private readonly Conversation _conversation;
    private readonly StringBuilder _log = new();
    private readonly Task _logging;

    private AttackedServer(string layer, Account user, SandboxInstallation installation)
    {
        var program = StartedProgram.Host;
        var cache = Path.GetDirectoryName(Path.GetDirectoryName(installation.GuestFolder))!;
        if (user.UserId is not null)
        {
            (program, cache) = Open(user, program, Path.GetDirectoryName(installation.GuestFolder)!);
        }

        var start = user.Start(program, ["serve"]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.WorkingDirectory = "/";
        foreach (var variable in (string[])["TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"])
        {
            start.Environment[variable] = _folder.CreateSubdirectory(variable).FullName;
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["MIPACTORS_CANARY"] = Playground.Secret;
        foreach (var (setting, value) in Settings(layer, cache))
        {
            start.Environment[$"MIPACTORS__{setting}"] = value;
        }

        if (user.UserId is { } id)
        {
            Run("chown", "-R", $"{id}:{id}", _folder.FullName);
        }

        _process = Process.Start(start)!;
        _logging = Task.Run(ReadLogAsync);
        _conversation = new Conversation(_process.StandardInput.BaseStream, _process.StandardOutput.BaseStream);
        _conversation.BeginReading();
    }

    /// <summary>What it wrote to stderr so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    public static async Task<AttackedServer> StartAsync(string layer, Account user, SandboxInstallation installation)
    {
        Processes.BecomeSubreaper();
        var server = new AttackedServer(layer, user, installation);
        await server._conversation.RequestAsync(
            "initialize", new { protocolVersion = "2025-11-25", capabilities = new { }, clientInfo = new { name = "attacks", version = "1" } });
        await server._conversation.NotifyAsync("notifications/initialized");
        return server;
    }

    /// <summary>Runs a program; returns the whole result as text.</summary>
    public async Task<string> CallAsync(object arguments)
    {
        var id = await _conversation.SendAsync("tools/call", new { name = "execute_mip_code", arguments });
        var answer = await _conversation.AnswerAsync(id, Patience);
        return answer.GetProperty("result").GetRawText();
    }

    /// <summary>Ends it, and holds it to what it owes: a clean exit, nothing but messages on stdout, no process left.</summary>
    public async ValueTask DisposeAsync()
    {
        var descendants = Processes.Descendants(_process.Id);
        try
        {
            _process.StandardInput.Close();
            await Eventually.HoldsAsync(() => _process.HasExited, EndBudget, () => $"the server does not end:\n{Log[^Math.Min(Log.Length, 5000)..]}");
            Assert.Equal(0, _process.ExitCode);
            await Eventually.HoldsAsync(
                () => !descendants.Any(one => Processes.IsAlive(one.Pid)), EndBudget, () => string.Join('\n', descendants.Where(one => Processes.IsAlive(one.Pid))));
            await _conversation.Reading;
            Assert.Empty(_conversation.StrayLines);
        }
        finally
        {
            _process.Kill(entireProcessTree: true);
            await _logging;
            _process.Dispose();
            _folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<(string Setting, string Value)> Settings(string layer, string cache) =>
    [
        ("CONTAINMENT__LAYER", layer),
        ("PROVISIONING__FOLDER", cache),
        ("RUNS__ROOM", "4"),
        ("SANDBOXES__WARM", "2"),
        ("SANDBOXES__MOST", "8"),
        ("LIMITS__PROGRAM_MEMORY", "256 MiB"),
        ("LIMITS__PROCESS_MEMORY", "700 MiB"),
        ("LIMITS__JAVASCRIPT_HEAP", "128 MiB"),
        ("LIMITS__OUTPUT", "64 KiB"),
        ("LIMITS__FRAME", "4 MiB"),
        ("LIMITS__COLUMNS", "10000"),
    ];

    /// <summary>Copies of the program and of the sandbox's parts in places that the user can reach: root's home is closed to others.</summary>
    private (string Program, string Cache) Open(Account user, string program, string installation)
    {
        _folder.UnixFileMode |= UnixFileMode.OtherExecute | UnixFileMode.OtherRead;
        var cache = _folder.CreateSubdirectory("cache").FullName;
        Run("cp", "-a", installation, cache);
        using var readable = Process.Start(user.Start("/usr/bin/test", ["-r", program]))!;
        readable.WaitForExit();
        if (readable.ExitCode != 0)
        {
            var copy = Path.Combine(_folder.FullName, "program");
            Run("cp", "-a", Path.GetDirectoryName(program)!, copy);
            program = Path.Combine(copy, Path.GetFileName(program));
        }

        return (program, cache);
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private async Task ReadLogAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardError.ReadAsync(buffer)) > 0)
        {
            lock (_log)
            {
                _log.Append(buffer, 0, read);
            }
        }
    }
}
