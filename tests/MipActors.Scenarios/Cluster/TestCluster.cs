using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>Gateways that speak MCP on their stdio, mostly one, and their worker nodes: real processes on loopback, each with folders of its own.</summary>
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

    private TestCluster(IReadOnlyList<int> ports, Func<int, Place> places, IReadOnlyList<(string Name, string? Value)> settings)
    {
        _places = places;
        _settings = [.. settings, ("MIPACTORS__NODE__SEEDS", string.Join(", ", ports.Select(port => $"{places(0).Host}:{port}")))];
        Gateways = [.. ports.Select(port => ServerProcess.Of(StartedProgram.Start(
            ["serve", "--role", "gateway"],
            _ => [.. _settings, ("MIPACTORS__NODE__HOST", places(0).Host), ("MIPACTORS__NODE__PORT", port.ToString(CultureInfo.InvariantCulture))],
            places(0).Through)))];
    }

    /// <summary>Where a node runs.</summary>
    /// <param name="Host">Address that it listens on.</param>
    /// <param name="Through">What it is started through.</param>
    public sealed record Place(string Host, string[] Through);

    public IReadOnlyList<ServerProcess> Gateways { get; }

    /// <summary>The first of them, which is asked where nothing else is said.</summary>
    public ServerProcess Gateway => Gateways[0];

    /// <summary>Every worker that was ever started, in that order.</summary>
    public IReadOnlyList<StartedProgram> Workers => _workers;

    /// <summary>A gateway that knows so many workers.</summary>
    public static Task<TestCluster> StartAsync(int workers, params IReadOnlyList<(string Name, string? Value)> settings) =>
        StartAsync(gateways: 1, workers, settings);

    /// <summary>So many gateways, each of which knows so many workers.</summary>
    public static Task<TestCluster> StartAsync(int gateways, int workers, params IReadOnlyList<(string Name, string? Value)> settings) =>
        StartAsync(gateways, workers, _ => new Place("127.0.0.1", []), settings);

    /// <summary>A gateway and workers, each node at a place of its own: the gateway at 0, the workers from 1.</summary>
    public static Task<TestCluster> StartAsync(int workers, Func<int, Place> places, params IReadOnlyList<(string Name, string? Value)> settings) =>
        StartAsync(gateways: 1, workers, places, settings);

    private static async Task<TestCluster> StartAsync(
        int gateways, int workers, Func<int, Place> places, IReadOnlyList<(string Name, string? Value)> settings)
    {
        await Provisioned.Once;
        var cluster = new TestCluster([.. Enumerable.Range(0, gateways).Select(_ => FreePort())], places, settings);
        foreach (var gateway in cluster.Gateways)
        {
            await gateway.InitializeAsync();
        }

        for (var left = workers; left > 0; left--)
        {
            cluster.StartWorker();
        }

        foreach (var gateway in cluster.Gateways)
        {
            await cluster.KnowsAsync(workers, gateway);
        }

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

    /// <summary>Waits until a gateway lists so many worker nodes; returns the process ids of these.</summary>
    public async Task<IReadOnlyList<int>> KnowsAsync(int workers, ServerProcess? at = null)
    {
        for (var deadline = Environment.TickCount64 + (long)JoinBudget.TotalMilliseconds; ;)
        {
            var nodes = (await (at ?? Gateway).StructureAsync("list_executors", new { })).GetProperty("nodes").EnumerateArray().ToList();
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
            if ((await HeldAsync()).FirstOrDefault(held => held.Sandboxes > 0 && held.Worker != besides).Worker is { } holder)
            {
                return holder;
            }

            Assert.True(Environment.TickCount64 < deadline, $"nobody holds a sandbox:\n{Story}");
            await Task.Delay(50);
        }
    }

    /// <summary>How many sandboxes of each worker are in a job's hands now.</summary>
    public async Task<IReadOnlyList<(StartedProgram Worker, int Sandboxes)>> HeldAsync(ServerProcess? at = null) =>
    [
        .. (await (at ?? Gateway).StructureAsync("list_executors", new { })).GetProperty("nodes").EnumerateArray().Select(node => (
            _workers.Single(worker => worker.Pid == node.GetProperty("server_pid").GetInt32()),
            node.GetProperty("executors").EnumerateArray().Count(one => one.GetProperty("state").GetString() == "held"
                && one.GetProperty("path").GetString()!.StartsWith("/user/mip/executors/", StringComparison.Ordinal)))),
    ];

    /// <summary>Begins a job and gives its id.</summary>
    public Task<string> BeginAsync(string program, object? arguments = null, ServerProcess? at = null) =>
        BeginCodeAsync(ServerProcess.ArgumentsOf(program, arguments), at);

    /// <summary>The same with the program's text among the arguments.</summary>
    public async Task<string> BeginCodeAsync(object arguments, ServerProcess? at = null) =>
        (await (at ?? Gateway).StructureAsync("start_job", arguments)).GetProperty("job_id").GetString()!;

    /// <summary>Where a job is, or its answer.</summary>
    public Task<JsonElement> LookAsync(string jobId, double wait = 0, ServerProcess? at = null) =>
        (at ?? Gateway).StructureAsync("get_job", new { job_id = jobId, wait });

    /// <summary>Waits for the answer of a job.</summary>
    public async Task<JsonElement> AnswerAsync(string jobId, TimeSpan within, ServerProcess? at = null)
    {
        for (var deadline = Environment.TickCount64 + (long)within.TotalMilliseconds; ;)
        {
            var look = await LookAsync(jobId, wait: 5, at);
            if (look.GetProperty("status").GetString() != "running")
            {
                return look;
            }

            Assert.True(Environment.TickCount64 < deadline, $"no answer within {within.TotalSeconds} s: {look}\n{Story}");
        }
    }

    public string Story => string.Join("\n=====\n", Gateways.Select(gateway => gateway.Program).Concat(_workers).Select(node => node.Errors));

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

        foreach (var gateway in Gateways)
        {
            gateway.Program.CloseStdin();
            await gateway.Program.ExitAsync(LeaveBudget);
            await gateway.DisposeAsync();
        }
    }

    /// <summary>A port of loopback that nobody has at this moment.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
