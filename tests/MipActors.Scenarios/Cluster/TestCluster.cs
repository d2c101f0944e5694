using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>A gateway that speaks MCP on its stdio and its worker nodes: real processes on loopback, each with folders of its own.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>From the start of a worker on a busy machine until the gateway knows it.</summary>
    private static readonly TimeSpan JoinBudget = TimeSpan.FromSeconds(60);

    /// <summary>A node that leaves a cluster takes longer than a server alone.</summary>
    private static readonly TimeSpan LeaveBudget = TimeSpan.FromSeconds(40);

    private readonly List<StartedProgram> _workers = [];
    private readonly Func<int, Place> _places;
    private readonly IReadOnlyList<(string Name, string? Value)> _settings;

    private TestCluster(int port, Func<int, Place> places, IReadOnlyList<(string Name, string? Value)> settings)
    {
        _places = places;
        _settings = [.. settings, ("MIPACTORS__NODE__SEEDS", $"{places(0).Host}:{port}")];
        Gateway = ServerProcess.Of(StartedProgram.Start(
            ["serve", "--role", "gateway"],
            _ => [.. _settings, ("MIPACTORS__NODE__HOST", places(0).Host), ("MIPACTORS__NODE__PORT", port.ToString(CultureInfo.InvariantCulture))],
            places(0).Through));
    }

    /// <summary>Where a node runs.</summary>
    /// <param name="Host">Address that it listens on.</param>
    /// <param name="Through">What it is started through.</param>
    public sealed record Place(string Host, string[] Through);

    public ServerProcess Gateway { get; }

    /// <summary>Every worker that was ever started, in that order.</summary>
    public IReadOnlyList<StartedProgram> Workers => _workers;

    /// <summary>A gateway that knows so many workers.</summary>
    public static Task<TestCluster> StartAsync(int workers, params IReadOnlyList<(string Name, string? Value)> settings) =>
        StartAsync(workers, _ => new Place("127.0.0.1", []), settings);

    /// <summary>The same, each node at a place of its own: the gateway at 0, the workers from 1.</summary>
    public static async Task<TestCluster> StartAsync(int workers, Func<int, Place> places, params IReadOnlyList<(string Name, string? Value)> settings)
    {
        await Provisioned.Once;
        var cluster = new TestCluster(FreePort(), places, settings);
        await cluster.Gateway.InitializeAsync();
        for (var left = workers; left > 0; left--)
        {
            cluster.StartWorker();
        }

        await cluster.KnowsAsync(workers);
        return cluster;
    }

    /// <summary>Starts another worker, on a port that the system chooses.</summary>
    public StartedProgram StartWorker(params IReadOnlyList<(string Name, string? Value)> settings) => StartWorkerAt(_workers.Count + 1, settings);

    /// <summary>Starts another worker at a place.</summary>
    public StartedProgram StartWorkerAt(int place, params IReadOnlyList<(string Name, string? Value)> settings)
    {
        var worker = StartedProgram.Start(
            ["node", "--role", "worker"],
            _ => [.. _settings, ("MIPACTORS__NODE__HOST", _places(place).Host), ("MIPACTORS__NODE__PORT", "0"), .. settings],
            _places(place).Through);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Waits until the gateway lists so many worker nodes; returns the process ids of these.</summary>
    public async Task<IReadOnlyList<int>> KnowsAsync(int workers)
    {
        for (var deadline = Environment.TickCount64 + (long)JoinBudget.TotalMilliseconds; ;)
        {
            var nodes = (await Gateway.StructureAsync("list_executors", new { })).GetProperty("nodes").EnumerateArray().ToList();
            if (nodes.Count == workers)
            {
                return [.. nodes.Select(node => node.GetProperty("server_pid").GetInt32())];
            }

            Assert.True(Environment.TickCount64 < deadline, $"the gateway knows {nodes.Count} workers, not {workers}:\n{Story}");
            await Task.Delay(100);
        }
    }

    /// <summary>The worker that runs a job now: the one whose sandbox is held.</summary>
    /// <param name="besides">One that does not count, for the gateway may not know yet that it is gone.</param>
    public async Task<StartedProgram> HolderAsync(StartedProgram? besides = null)
    {
        for (var deadline = Environment.TickCount64 + (long)Conversation.Patience.TotalMilliseconds; ;)
        {
            var held = (await Gateway.StructureAsync("list_executors", new { })).GetProperty("nodes").EnumerateArray()
                .Where(node => node.GetProperty("executors").EnumerateArray().Any(one => one.GetProperty("state").GetString() == "held"))
                .Select(node => node.GetProperty("server_pid").GetInt32()).Where(pid => pid != besides?.Pid).ToList();
            if (held.Count > 0)
            {
                return _workers.Single(worker => worker.Pid == held[0]);
            }

            Assert.True(Environment.TickCount64 < deadline, $"nobody holds a sandbox:\n{Story}");
            await Task.Delay(50);
        }
    }

    /// <summary>Begins a job and gives its id.</summary>
    public async Task<string> BeginAsync(string program, object? arguments = null) =>
        (await Gateway.StructureAsync("start_job", ServerProcess.ArgumentsOf(program, arguments))).GetProperty("job_id").GetString()!;

    /// <summary>Where a job is, or its answer.</summary>
    public Task<JsonElement> LookAsync(string jobId, double wait = 0) => Gateway.StructureAsync("get_job", new { job_id = jobId, wait });

    /// <summary>Waits for the answer of a job.</summary>
    public async Task<JsonElement> AnswerAsync(string jobId, TimeSpan within)
    {
        for (var deadline = Environment.TickCount64 + (long)within.TotalMilliseconds; ;)
        {
            var look = await LookAsync(jobId, wait: 5);
            if (look.GetProperty("status").GetString() != "running")
            {
                return look;
            }

            Assert.True(Environment.TickCount64 < deadline, $"no answer within {within.TotalSeconds} s: {look}\n{Story}");
        }
    }

    public string Story => string.Join("\n=====\n", _workers.Select(worker => worker.Errors).Prepend(Gateway.Program.Errors));

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Where(worker => !worker.HasExited))
        {
            // One that is stopped takes no other signal.
            Processes.TrySignal(worker.Pid, Continue);
            Processes.TrySignal(worker.Pid, Terminate);
        }

        foreach (var worker in _workers)
        {
            await worker.ExitAsync(LeaveBudget);
            await worker.DisposeAsync();
        }

        Gateway.Program.CloseStdin();
        await Gateway.Program.ExitAsync(LeaveBudget);
        await Gateway.DisposeAsync();
    }

    /// <summary>A port of loopback that nobody has at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
