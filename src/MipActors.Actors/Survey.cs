using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Actors.Nodes;

namespace MipActors.Actors;

/// <summary>What runs at this moment, asked from the hierarchy itself: nobody keeps a list.</summary>
internal static class Survey
{
    private static readonly TimeSpan LivePatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);

    /// <summary>The executors of this process.</summary>
    public static async Task<IReadOnlyList<ExecutorState>> ExecutorsAsync(ServiceActors actors, CancellationToken cancellation)
    {
        var branches = await Task.WhenAll(
            actors.Executors.Ask<Children>(new GetChildren(), AskPatience, cancellation),
            actors.Solvers.Ask<Children>(new GetChildren(), AskPatience, cancellation));
        var states = await Task.WhenAll(branches.SelectMany(branch => branch.Actors)
            .Select(executor => AskLiveAsync<ExecutorState>(executor, new DescribeExecutor(), cancellation)));
        return [.. states.OfType<ExecutorState>()];
    }

    /// <summary>The worker nodes of this gateway.</summary>
    public static async Task<IReadOnlyList<NodeState>> NodesAsync(ServiceActors actors, CancellationToken cancellation)
    {
        if (actors.Workers is not { } workers)
        {
            return [];
        }

        var nodes = await workers.Ask<NodeList>(new GetNodes(), AskPatience, cancellation);
        var states = await Task.WhenAll(nodes.Nodes.Select(node => AskLiveAsync<NodeState>(node, new DescribeNode(), cancellation, NodePatience)));
        return [.. states.OfType<NodeState>().OrderBy(state => state.Node, StringComparer.Ordinal)];
    }

    /// <summary>The answer of an actor that may end while it is asked; null when it did.</summary>
    public static async Task<T?> AskLiveAsync<T>(IActorRef actor, object question, CancellationToken cancellation, TimeSpan? patience = null)
        where T : class
    {
        try
        {
            return await actor.Ask<T>(question, patience ?? LivePatience, cancellation);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
