using System.Diagnostics;
using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// One harness process: the client of one server, and the parent of every orphan below it (a subreaper), so that neither a cleared
/// environment nor a new session nor a new namespace hides one, and cells may run side by side.
/// </summary>
internal sealed class Harness(Order order)
{
    private const string Hidden = "stand_in/sleeps 300";

    private static readonly TimeSpan QuickLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan SlowLook = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly List<Outcome> _outcomes = [];
    private readonly HashSet<int> _started = [];
    private readonly Dictionary<int, int> _adopted = [];

    /// <summary>Survives the faults of an order and says how.</summary>
    public static async Task<Verdict> RunAsync(Order order)
    {
        Processes.BecomeSubreaper();
        var harness = new Harness(order);
        try
        {
            await harness.SurviveAsync();
            return new Verdict(harness._outcomes, null);
        }
        catch (Exception fault)
        {
            return new Verdict(harness._outcomes, fault is Xunit.Sdk.XunitException or IOException or TimeoutException ? fault.Message : fault.ToString());
        }
        finally
        {
            EndByForce();
        }
    }

    /// <summary>A client that is to be killed: brings its server where the order wants it, says so, and stays.</summary>
    public static async Task BeClientAsync(Order order)
    {
        var situation = await Situation.BeginAsync(order);
        await situation.PrepareAsync(order.Faults[^1]);
        await Console.Out.WriteLineAsync(situation.Folders.Root);
        await Task.Delay(Timeout.Infinite);
    }

    private async Task SurviveAsync()
    {
        if (order.Faults[^1] == Fault.ClientKilled)
        {
            await SurviveTheClientAsync();
            return;
        }

        var random = order.Seed is { } seed ? new Random(seed) : null;
        var situation = await Situation.BeginAsync(order);
        var program = situation.Server.Program;
        _started.Add(program.Pid);
        foreach (var fault in order.Faults)
        {
            await situation.PrepareAsync(fault);
            await Task.Delay(LongestPause * (random?.NextDouble() ?? 0));
            var expected = Expectation.Of(fault);
            var serverPid = situation.ServerPid;
            var clock = Stopwatch.StartNew();
            await FaultInjection.InjectAsync(fault, situation, random?.Next(8) ?? (int)order.Child);
            if (expected.Forced || fault is Fault.JobDone or Fault.ProgramRaises or Fault.DeadlineReached or Fault.TempIsFull or Fault.EndDuringStart)
            {
                clock.Restart(); // From the kill, the answer, or the signal that had to wait for a child.
            }

            if (expected.ServerLives)
            {
                await JobGoneAsync(fault, situation, clock);
                if (fault == Fault.WorkerKilled)
                {
                    await situation.EndCallAsync(); // It goes on with another worker.
                }
            }
            else
            {
                await AllGoneAsync(fault, clock, () => program.Errors);
                Assert.Contains(await ExitCodeAsync(program), expected.ExitCodes);
                Assert.Equal(0, _adopted.GetValueOrDefault(serverPid));
            }
        }

        var end = Expectation.Of(order.Faults[^1]);
        if (end.ServerLives)
        {
            program.CloseStdin();
            await AllGoneAsync(Fault.StdinCloses, Stopwatch.StartNew(), () => program.Errors, report: false);
            Assert.Equal(0, await ExitCodeAsync(program));
            Assert.DoesNotContain(FullDisk.LeftMark, program.Errors, StringComparison.Ordinal);
        }

        await NothingLeftAsync(situation.Folders, end.Forced);
    }

    private async Task SurviveTheClientAsync()
    {
        var start = Start("client", order);
        using var client = Process.Start(start)!;
        _started.Add(client.Id);
        var root = await client.StandardOutput.ReadLineAsync().WaitAsync(StartPatience + StartPatience);
        Assert.False(string.IsNullOrEmpty(root), "the client did not come up");
        var serverPid = Situation.ServerPidBelow(Environment.ProcessId);
        var clock = Stopwatch.StartNew();
        client.Kill();
        await client.WaitForExitAsync();
        await AllGoneAsync(Fault.ClientKilled, clock, () => "");
        Assert.Equal(0, _adopted[serverPid!.Value]);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(root, "tmp"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "run"), "*", SearchOption.AllDirectories)));
    }

    private async Task JobGoneAsync(Fault fault, Situation situation, Stopwatch clock)
    {
        var budget = Expectation.Of(fault).BudgetFor(order.Child);
        while (true)
        {
            var left = await situation.LeftOfTheJobAsync(IsExcused);
            var all = Processes.Below(Environment.ProcessId);
            var orphans = all
                .Where(entry => entry.Parent == Environment.ProcessId && entry.Pid != situation.Server.Program.Pid && !IsGone(entry) && !IsExcused(entry))
                .Where(entry => !Situation.IsGuardianOfTheLiving(entry, situation.ServerPid, all)).ToList();
            if (left.Count == 0 && orphans.Count == 0)
            {
                _outcomes.Add(new Outcome(fault, clock.Elapsed.TotalSeconds));
                return;
            }

            Assert.True(
                clock.Elapsed < budget,
                $"{order.CellOf(fault)}: after {budget.TotalSeconds:0.#} s there are still {string.Join("; ", left)} {Describe(orphans)}\n{situation.Server.Program.Errors}");
            await Task.Delay(Pause(clock));
        }
    }

    private async Task AllGoneAsync(Fault fault, Stopwatch clock, Func<string> story, bool report = true)
    {
        var budget = Expectation.Of(fault).BudgetFor(order.Child);
        var gone = 0.0;
        // Who forks while the tree is walked can be missed once: gone is what two looks in a row do not find.
        for (var empty = 0; empty < 2;)
        {
            var left = Processes.Below(Environment.ProcessId).Where(entry => !IsGone(entry) && !IsExcused(entry)).ToList();
            empty = left.Count == 0 ? empty + 1 : 0;
            Assert.True(
                left.Count == 0 || clock.Elapsed < budget,
                $"{order.CellOf(fault)}: after {budget.TotalSeconds:0.#} s there are still {Describe(left)}\n{story()}");
            gone = empty == 1 ? clock.Elapsed.TotalSeconds : gone;
            await Task.Delay(Pause(clock));
        }

        if (report)
        {
            _outcomes.Add(new Outcome(fault, gone));
        }

        var hidden = Processes.Descendants(Environment.ProcessId);
        Assert.True(hidden.All(IsExcused), $"{order.CellOf(fault)}: still there {Describe(hidden)}\n{story()}");
        // It may not have been there yet, or the whole server was in a namespace of its own.
        var mayHide = fault is not (Fault.EndDuringStart or Fault.ServerKilledDuringStart or Fault.ServerIsFirstOfItsNamespace);
        if (mayHide && order.CellOf(fault).HidesAGrandchild)
        {
            Assert.True(hidden.Count > 0, $"{order.CellOf(fault)}: README says that a grandchild stays, and none did: mend README");
        }
    }

    /// <summary>No file in temp or runtime folder; after a kill, none after the next start.</summary>
    private async Task NothingLeftAsync(PrivateFolders folders, bool forced)
    {
        if (forced)
        {
            var next = Situation.StartNext(order, folders);
            var server = ServerProcess.Of(next);
            await server.InitializeAsync();
            await Eventually.HoldsAsync(() => folders.Sockets.Any(socket => socket.Contains($"/{next.Pid}-", StringComparison.Ordinal)), StartPatience, () => next.Errors);
            next.CloseStdin();
            Assert.Equal(0, await next.ExitAsync(StartPatience));
        }

        var left = folders.Leftovers;
        Assert.True(left.Count == 0, $"files left behind: {string.Join("; ", left)}");
    }

    /// <summary>A zombie of ours is dead: an orphan is ours to reap, the server itself is .NET's.</summary>
    private bool IsGone(Processes.Entry entry)
    {
        if (entry.State != 'Z' || entry.Parent != Environment.ProcessId)
        {
            return false;
        }

        if (_started.Contains(entry.Pid))
        {
            return true;
        }

        // Until its last thread has ended it shows as a zombie that can not be reaped.
        if (Processes.Reap(entry.Pid) is not { } exitCode)
        {
            return false;
        }

        _adopted[entry.Pid] = exitCode;
        return true;
    }

    private bool IsExcused(Processes.Entry entry) =>
        order.CellOf(order.Faults[^1]).HidesAGrandchild && entry.CommandLine.EndsWith(Hidden, StringComparison.Ordinal);

    /// <summary>Looking takes time from those who are looked at.</summary>
    private static TimeSpan Pause(Stopwatch clock) => clock.Elapsed < TimeSpan.FromSeconds(1) ? QuickLook : SlowLook;

    private static async Task<int> ExitCodeAsync(StartedProgram program) => await program.ExitAsync(TimeSpan.FromSeconds(5));

    /// <summary>Kills whatever is left below: a cell that has failed must not disturb the others.</summary>
    public static void EndByForce()
    {
        const int Kill = 9;
        var own = Processes.OwnGroup;
        const int EnoughEmptyLooks = 3;
        for (int look = 0, empty = 0; look < 100 && empty < EnoughEmptyLooks; look++)
        {
            var left = Processes.Descendants(Environment.ProcessId);
            empty = left.Count == 0 ? empty + 1 : 0;
            foreach (var entry in left)
            {
                // The whole group at once where it has one of its own: some fork faster than they are found.
                Processes.TrySignal(entry.Pid, Kill);
                if (entry.Group != own)
                {
                    Processes.TrySignal(-entry.Group, Kill);
                }
            }
        }
    }

    private static string Describe(IReadOnlyList<Processes.Entry> entries) =>
        string.Join("; ", entries.Select(entry => $"{entry.Pid} (parent {entry.Parent}, {entry.State}) {entry.CommandLine}"));

    /// <summary>This very program, as harness or client.</summary>
    public static ProcessStartInfo Start(string role, Order order)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Harness).Assembly.Location, role, JsonSerializer.Serialize(order)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}
