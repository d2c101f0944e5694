using System.Runtime.InteropServices;
using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Ghosts;

/// <summary>A server with its children in the state that a cell wants, seen from its client's side.</summary>
internal sealed partial class Situation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Order _order;
    private readonly HashSet<string> _before = [];

    private Situation(Order order, ServerProcess server)
    {
        _order = order;
        Server = server;
    }

    public ServerProcess Server { get; }

    public PrivateFolders Folders => Server.Program.Folders;

    /// <summary>The running call that the fault is about.</summary>
    public int Call { get; private set; }

    /// <summary>Actor paths of the executors that the fault has to take along; empty when that is for the job to say.</summary>
    public IReadOnlyList<string> Victims { get; private set; } = [];

    /// <summary>Process id of the server itself, also where something else was started and started it.</summary>
    public int ServerPid => ServerPidBelow(Environment.ProcessId) ?? Server.Program.Pid;

    /// <summary>
    /// The sandboxes have closed their pipes. Where a namespace's own processes hold them open too, the server does not see that: such a
    /// child is as one that says nothing, and its job ends at its deadline.
    /// </summary>
    public bool IsMute => _order.Child == Child.ClosesItsPipes;

    /// <summary>What keeps a child of this kind busy, or null.</summary>
    public string? BusyProgram => _order.Child switch
    {
        Child.PythonLoop => "endless_loop.py",
        Child.JavaScriptLoop => "spins_in_javascript.py",
        Child.LongSolve => "hard.py",
        _ => null,
    };

    /// <summary>The first <c>mipactors</c> below a process.</summary>
    public static int? ServerPidBelow(int pid) => Processes.Below(pid).FirstOrDefault(entry =>
        entry.CommandLine.Split(' ')[0].EndsWith("/mipactors", StringComparison.Ordinal)
        || entry.CommandLine.StartsWith("dotnet ", StringComparison.Ordinal) && entry.CommandLine.Contains("/mipactors.dll", StringComparison.Ordinal))?.Pid;

    /// <summary>Starts the server of an order, and waits for its children where the last fault does not come while they start.</summary>
    public static async Task<Situation> BeginAsync(Order order)
    {
        var last = order.Faults[^1];
        var folders = new PrivateFolders();
        OpenFor(order.UserId, folders.Root);
        var faults = Path.Combine(folders.Root, "faults");
        if (MakeFifo(faults, 0b110_110_110) != 0 || ChangeMode(faults, 0b110_110_110) != 0)
        {
            throw new InvalidOperationException($"mkfifo: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var program = StartedProgram.Start([], _ => EnvironmentOf(order, folders, faults), Through(order, last, folders), folders);
        var situation = new Situation(order, ServerProcess.Of(program, read: last != Fault.PipesFlooded));
        if (last is Fault.EndDuringStart or Fault.ServerKilledDuringStart)
        {
            return situation;
        }

        if (last == Fault.PipesFlooded)
        {
            await situation.FloodAsync();
            return situation;
        }

        try
        {
            await situation.Server.InitializeAsync();
            await situation.UntilAsync(all => all.Count(one => one.State == "ready") == 2 * order.Warm);
        }
        catch (IOException fault)
        {
            throw new IOException($"{fault.Message}\n{program.Errors}", fault);
        }

        return situation;
    }

    /// <summary>The second server of the same user in the same folders, which sweeps what the first one left.</summary>
    public static StartedProgram StartNext(Order order, PrivateFolders folders) => StartedProgram.Start(
        [],
        _ => EnvironmentOf(order, folders, faults: null).Append(("MIPACTORS__SANDBOXES__WARM", "0")).Append(("MIPACTORS__SOLVERS__WARM", "0")),
        OrdinaryUser.As(order.UserId),
        folders);

    /// <summary>Brings the children into the state that a fault is to meet.</summary>
    public async Task PrepareAsync(Fault fault)
    {
        Victims = [];
        _before.Clear();
        if (fault is Fault.EndDuringStart or Fault.ServerKilledDuringStart or Fault.PipesFlooded)
        {
            return;
        }

        _before.UnionWith((await ExecutorsAsync()).Where(one => one.State == "held").Select(one => one.Path));
        if (fault is Fault.JobDone or Fault.ProgramRaises or Fault.TempIsFull)
        {
            if (BusyProgram is { } bystander && _before.Count == 0)
            {
                await BusyWithAsync(bystander);
                _before.UnionWith((await ExecutorsAsync()).Where(one => one.State == "held").Select(one => one.Path));
            }
        }
        else if (fault == Fault.DeadlineReached)
        {
            // Brings its own job.
        }
        else if (NeedsJob(fault))
        {
            await BusyWithAsync(fault == Fault.WorkerKilled ? "hard.py" : BusyProgram ?? "endless_loop.py");
            Victims = [.. (await ExecutorsAsync())
                .Where(one => one.State == "held" && !_before.Contains(one.Path) && (fault != Fault.WorkerKilled || !one.IsSandbox))
                .Select(one => one.Path)];
        }
        else if (BusyProgram is { } program && _before.Count == 0)
        {
            await BusyWithAsync(program);
        }
        else if (_order.Child == Child.ShortProgram)
        {
            await Server.BeginCallAsync(ServerProcess.ArgumentsOf("knapsack.py"));
        }

        if (IsMute)
        {
            const int User1 = 10;
            foreach (var pid in HarnessPids((await ExecutorsAsync()).Where(one => one is { IsSandbox: true, State: "ready" or "held" })))
            {
                Processes.TrySignal(pid, User1);
            }
        }
    }

    /// <summary>The live executors, as the server's own hierarchy tells.</summary>
    public async Task<IReadOnlyList<LiveExecutor>> ExecutorsAsync()
    {
        var result = (await Server.CallAsync(new { }, "list_executors")).GetProperty("result").GetProperty("structuredContent");
        return [.. result.GetProperty("executors").EnumerateArray().Select(one => new LiveExecutor(
            one.GetProperty("path").GetString()!,
            one.GetProperty("state").GetString()!,
            one.TryGetProperty("pid", out var pid) && pid.ValueKind == JsonValueKind.Number ? pid.GetInt32() : null))];
    }

    /// <summary>The processes of the victims as the fault finds them, in the harness's own numbering.</summary>
    public async Task<IReadOnlyList<int>> VictimsAsync() =>
        HarnessPids((await ExecutorsAsync()).Where(one => Victims.Contains(one.Path)));

    /// <summary>What of the job is not gone yet, in words; empty when nothing is left.</summary>
    /// <param name="isExcused">What may stay, wherever it is adopted.</param>
    public async Task<IReadOnlyList<string>> LeftOfTheJobAsync(Func<Processes.Entry, bool> isExcused)
    {
        var executors = await ExecutorsAsync();
        var late = Victims.Count > 0
            ? executors.Where(one => Victims.Contains(one.Path))
            : executors.Where(one => one.State is not ("ready" or "starting") && !_before.Contains(one.Path));
        var server = ServerPid;
        var below = Processes.Below(server);
        var children = below.Where(entry => entry.Parent == server && !isExcused(entry) && !IsGuardianOfTheLiving(entry, server, below)).ToList();
        return
        [
            .. late.Select(one => $"{one.Path} is {one.State}"),
            // An executor is in the hierarchy exactly as long as its process is in the kernel; one may have come since it was asked.
            .. children.Count > executors.Count ? children.Select(entry => $"{entry.Pid} {entry.State} {entry.CommandLine}") : [],
        ];
    }

    /// <summary>
    /// A child's guardian is an orphan by design, in the group of that child of the server's, and goes with it. Whoever adopts
    /// orphans has it: the harness, or a server that is the first process of its namespace.
    /// </summary>
    public static bool IsGuardianOfTheLiving(Processes.Entry orphan, int server, IReadOnlyList<Processes.Entry> all) =>
        orphan.Pid != orphan.Group && all.Any(entry => entry.Pid == orphan.Group && entry.Parent == server && entry.State != 'Z');

    /// <summary>Ends a job that the fault has left running, so that the next fault finds what it expects.</summary>
    public async Task EndCallAsync()
    {
        await Server.Conversation.NotifyAsync("notifications/cancelled", new { requestId = Call });
        await UntilAsync(all => all.All(one => one.State is "ready" or "starting" || _before.Contains(one.Path)));
    }

    /// <summary>Gives an order to the fault hook in the server.</summary>
    public Task TellInsideAsync(string order) => File.AppendAllTextAsync(Path.Combine(Folders.Root, "faults"), order + "\n");

    /// <summary>
    /// A server that is in a PID namespace of its own numbers its children its own way: nobody else may be signalled for them.
    /// </summary>
    private List<int> HarnessPids(IEnumerable<LiveExecutor> executors)
    {
        var server = ServerPid;
        var level = Processes.NamespacePids(server).Count - 1;
        var wanted = executors.Select(one => one.Pid).OfType<int>().ToHashSet();
        return [.. Processes.Below(server)
            .Where(entry => Processes.NamespacePids(entry.Pid) is var pids && pids.Count > level && wanted.Contains(pids[level]))
            .Select(entry => entry.Pid)];
    }

    private static bool NeedsJob(Fault fault) => fault is Fault.JobCancelled or Fault.ExecutorThrows or Fault.RunThrows
        or Fault.JobThrows or Fault.ChildKilled or Fault.EnclosureKilled or Fault.WorkerKilled or Fault.ChildStoppedBySignal;

    private async Task BusyWithAsync(string program) =>
        Call = (await Server.BusyWithAsync(program, program == "hard.py" ? "incumbent" : "running the program", new { timeout = 600 })).Id;

    private async Task UntilAsync(Func<IReadOnlyList<LiveExecutor>, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var executors = await ExecutorsAsync(); !holds(executors); executors = await ExecutorsAsync())
        {
            Assert.False(patience.IsCancellationRequested, $"the children never came to be: {string.Join("; ", executors)}\n{Server.Program.Errors}");
            await Task.Delay(50);
        }
    }

    /// <summary>Both pipes stand full: the server can not write, because nobody reads, and what is sent to it is more than it answers.</summary>
    private async Task FloodAsync()
    {
        const int PipeBytes = 40 * 1024;
        await Server.Conversation.SendAsync(
            "initialize", new { protocolVersion = "2025-11-25", capabilities = new { }, clientInfo = new { name = "scenario", version = "1" } });
        await Server.Conversation.NotifyAsync("notifications/initialized");
        await Eventually.HoldsAsync(
            () => Server.Program.Descendants.Alive.Any(one => one.Contains("main.mjs", StringComparison.Ordinal)), Patience, () => Server.Program.Errors);
        if (BusyProgram is { } program)
        {
            await Server.BeginCallAsync(ServerProcess.ArgumentsOf(program));
        }

        for (var request = 0; request < 200; request++)
        {
            await Server.Conversation.SendAsync("tools/list", null);
        }

        await Eventually.HoldsAsync(() => Server.Program.UnreadBytes >= PipeBytes, Patience, () => Server.Program.Errors);
    }

    private static IEnumerable<(string Name, string? Value)> EnvironmentOf(Order order, PrivateFolders folders, string? faults)
    {
        yield return ("HOME", folders.Root);
        // .NET makes its pipes before Main: what is killed before it could say whose they are, nobody may remove.
        yield return ("DOTNET_EnableDiagnostics", order.Faults[^1] is Fault.ServerKilledDuringStart or Fault.EndDuringStart ? "0" : null);
        yield return ("MIPACTORS__CONTAINMENT__LAYER", order.Layer.ToString().ToLowerInvariant());
        yield return ("MIPACTORS__PROVISIONING__FOLDER", order.Cache);
        yield return ("MIPACTORS__SANDBOXES__REFILL", "off");
        yield return ("MIPACTORS__SOLVERS__REFILL", "off");
        yield return ("MIPACTORS__SANDBOXES__WARM", $"{order.Warm}");
        yield return ("MIPACTORS__SOLVERS__WARM", $"{order.Warm}");
        yield return ("MIPACTORS__SANDBOXES__MOST", "4");
        yield return ("MIPACTORS__RUNS__ROOM", "4");
        if (faults is not null)
        {
            yield return ("DOTNET_STARTUP_HOOKS", typeof(Situation).Assembly.Location);
            yield return ("MIPACTORS_FAULTS", faults);
        }
    }

    private static string[] Through(Order order, Fault fault, PrivateFolders folders) =>
    [
        .. fault == Fault.TempIsFull ? FullDisk.Through(folders.Temp, order.UserId ?? 0) : [],
        .. OrdinaryUser.As(order.UserId),
        .. fault switch
        {
            Fault.TerminalInterrupt => (string[])["setsid"],
            Fault.WrapperTakesTheSignal => ["/bin/sh", "-c", "\"$@\"; exit $?", "wrapper"],
            Fault.ServerIsFirstOfItsNamespace =>
                ["unshare", .. order.UserId is null && Environment.IsPrivilegedProcess ? [] : (string[])["--user", "--map-current-user"], "--pid", "--fork", "--kill-child=KILL", "--mount-proc"],
            _ => [],
        },
    ];

    /// <summary>Gives the folders to the user of the server.</summary>
    private static void OpenFor(int? userId, string root)
    {
        if (userId is not { } id)
        {
            return;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Append(root))
        {
            if (ChangeOwner(path, id, id) != 0)
            {
                throw new InvalidOperationException($"chown {path}: {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}

/// <summary>One line of <c>list_executors</c>.</summary>
internal sealed record LiveExecutor(string Path, string State, int? Pid)
{
    public bool IsSandbox => Path.Contains("/executors/", StringComparison.Ordinal);
}
