using System.ComponentModel;
using System.Text;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Actors.Executors;
using MipActors.Actors.Nodes;
using MipActors.Core.Formats;
using MipActors.Mcp;

namespace MipActors.Reports;

/// <summary>One server's live hierarchy: what <c>list_executors</c> and <c>mipactors ps</c> show.</summary>
public sealed record HierarchyView
{
    /// <summary>The server.</summary>
    [Description("Process id of the server.")]
    public int ServerPid { get; init; }

    /// <summary>Containment.</summary>
    [Description("Containment level in force: full, namespaces or portable.")]
    public string Containment { get; init; } = "";

    /// <summary>Executors.</summary>
    [Description("One entry per executor actor; each has exactly one process.")]
    public IReadOnlyList<ExecutorView> Executors { get; init; } = [];

    /// <summary>Worker nodes.</summary>
    [Description("The worker nodes of a gateway, each with its address, its own process and its executors; empty for a server alone.")]
    public IReadOnlyList<NodeView> Nodes { get; init; } = [];

    /// <summary>Asks for the live hierarchy and makes the view.</summary>
    public static async Task<HierarchyView> OfAsync(SolverService service, CancellationToken cancellation)
    {
        var nodes = service.NodesAsync(cancellation);
        return Of(service.Launcher.Level.ToString().ToLowerInvariant(), await service.ExecutorsAsync(cancellation), await nodes);
    }

    /// <summary>Makes the view.</summary>
    public static HierarchyView Of(string containment, IReadOnlyList<ExecutorState> executors, IReadOnlyList<NodeState> nodes) => new()
    {
        ServerPid = Environment.ProcessId,
        Containment = containment,
        Executors = ViewsOf(executors),
        Nodes = [.. nodes.Select(node => new NodeView
        {
            Node = node.Node,
            ServerPid = node.ServerPid,
            Containment = node.Containment,
            Executors = ViewsOf(node.Executors),
        })],
    };

    /// <summary>Takes apart what came over a control socket.</summary>
    /// <exception cref="JsonException">It is no such view.</exception>
    public static HierarchyView Read(ReadOnlySpan<byte> json)
    {
        var view = JsonSerializer.Deserialize<HierarchyView>(json, ToolJson.Options);
        return view is { Containment: not null, Executors: not null, Nodes: not null } && AreWhole(view.Executors)
            && view.Nodes.All(node => node is { Node: not null, Containment: not null, Executors: not null } && AreWhole(node.Executors))
            ? view
            : throw new JsonException("nothing where something belongs");
    }

    private static bool AreWhole(IEnumerable<ExecutorView> executors) => executors.All(one => one is { Path: not null, State: not null });

    private static IReadOnlyList<ExecutorView> ViewsOf(IEnumerable<ExecutorState> executors) => [.. executors.Select(executor => new ExecutorView
    {
        Path = executor.Path,
        State = executor.State,
        Pid = executor.InnerProcessId ?? executor.ProcessId,
        AgeSeconds = Math.Round(executor.Age.TotalSeconds, 3),
        CpuSeconds = executor.ProcessorTime is { } cpu ? Math.Round(cpu.TotalSeconds, 3) : null,
        MemoryBytes = executor.ResidentBytes,
    })];

    /// <summary>The same as a table.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine($"server {ServerPid}, containment {TerminalText.Escape(Containment)}");
        AppendTable(text, Executors);
        foreach (var node in Nodes)
        {
            text.AppendLine($"worker node {TerminalText.Escape(node.Node)}, server {node.ServerPid}, containment {TerminalText.Escape(node.Containment)}");
            AppendTable(text, node.Executors);
        }

        return text.ToString();
    }

    private static void AppendTable(StringBuilder text, IEnumerable<ExecutorView> executors)
    {
        text.AppendLine($"{"ACTOR",-34} {"PID",8} {"STATE",-12} {"AGE",9} {"CPU",9} {"MEMORY",9}");
        foreach (var executor in executors)
        {
            var memory = executor.MemoryBytes is { } bytes ? $"{bytes / (1024.0 * 1024.0):0} MiB" : "-";
            text.AppendLine($"{TerminalText.Escape(executor.Path),-34} {executor.Pid?.ToString() ?? "-",8} {TerminalText.Escape(executor.State),-12} {executor.AgeSeconds,7:0.0} s {executor.CpuSeconds?.ToString("0.00") ?? "-",7} s {memory,9}");
        }
    }
}

/// <summary>One worker node of a gateway.</summary>
public sealed record NodeView
{
    /// <summary>Address.</summary>
    [Description("Address of the node: host and port.")]
    public required string Node { get; init; }

    /// <summary>The node's own process.</summary>
    [Description("Process id of the node itself, as its own machine numbers it.")]
    public int ServerPid { get; init; }

    /// <summary>Containment.</summary>
    [Description("Containment level in force there.")]
    public required string Containment { get; init; }

    /// <summary>Executors.</summary>
    [Description("One entry per executor actor of the node.")]
    public required IReadOnlyList<ExecutorView> Executors { get; init; }
}

/// <summary>One executor.</summary>
public sealed record ExecutorView
{
    /// <summary>Path.</summary>
    [Description("Path of the actor.")]
    public required string Path { get; init; }

    /// <summary>State.</summary>
    [Description("starting, ready, held, leaving, terminating or killing.")]
    public required string State { get; init; }

    /// <summary>Pid.</summary>
    [Description("Process id of the child itself (not of a wrapper around it), as the host numbers it.")]
    public int? Pid { get; init; }

    /// <summary>Age.</summary>
    [Description("Seconds since the actor was made.")]
    public double AgeSeconds { get; init; }

    /// <summary>Processor time.</summary>
    [Description("Processor seconds of the child.")]
    public double? CpuSeconds { get; init; }

    /// <summary>Memory.</summary>
    [Description("Resident bytes of the child.")]
    public long? MemoryBytes { get; init; }
}
