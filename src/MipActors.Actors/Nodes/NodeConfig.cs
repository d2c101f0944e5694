using System.Globalization;
using Akka.Configuration;
using MipActors.Actors.Settings;

namespace MipActors.Actors.Nodes;

/// <summary>What Akka is to be told of a node, beside what <c>hocon/node.conf</c> says of all nodes.</summary>
public static class NodeConfig
{
    /// <summary>A worker that has drained still has words on the way.</summary>
    private static readonly TimeSpan DrainGrace = TimeSpan.FromSeconds(2);

    /// <summary>The longest that leaving the cluster takes after the children are gone: Akka's phases, as hocon/node.conf bounds them.</summary>
    private static readonly TimeSpan Leaving = TimeSpan.FromSeconds(12);

    /// <summary>
    /// Gateways see that a worker is gone, and decide, long before a worker complains of anybody: a worker that complains of another and then dies itself
    /// makes both "indirectly connected", and two such in a row make the resolver take down everybody (seen under load, with a fault every four seconds).
    /// </summary>
    private static readonly TimeSpan WorkersPatience = TimeSpan.FromSeconds(10);

    /// <summary>Name of the role that a member of the cluster has.</summary>
    public static string RoleName(NodeRole role) => role switch
    {
        NodeRole.Gateway => "gateway",
        NodeRole.Worker => "worker",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "a process alone is no member of a cluster"),
    };

    /// <summary>How long a node may take to leave, beside the end of its children.</summary>
    public static TimeSpan LeavingTime(NodeSettings node) => Leaving + (node.Role == NodeRole.Worker ? node.Drain + DrainGrace : TimeSpan.Zero);

    /// <summary>Address, seeds, role, version and time to drain, as HOCON.</summary>
    public static Config Of(NodeSettings node)
    {
        var scheme = node.Secret is null ? "akka.tcp" : "akka.ssl.tcp";
        var seeds = node.Seeds.Count > 0 ? node.Seeds : [$"{node.PublicHost}:{node.Port.ToString(CultureInfo.InvariantCulture)}"];
        var drain = node.Role == NodeRole.Worker ? node.Drain + DrainGrace : DrainGrace;
        return ConfigurationFactory.ParseString($$"""
            akka.remote.dot-netty.tcp {
              hostname = "{{node.Host}}"
              port = {{node.Port}}
              public-hostname = "{{node.PublicHost}}"
              enable-ssl = {{(node.Secret is null ? "off" : "on")}}
            }
            akka.cluster {
              roles = [{{RoleName(node.Role)}}]
              seed-nodes = [{{string.Join(", ", seeds.Select(seed => $"\"{scheme}://mip@{seed}\""))}}]
              app-version = "{{NodeWire.Version}}"
            }
            {{(node.Role == NodeRole.Worker ? $"akka.cluster.failure-detector.acceptable-heartbeat-pause = {(long)WorkersPatience.TotalMilliseconds}ms" : "")}}
            akka.coordinated-shutdown.phases.runs-drain.timeout = {{(long)drain.TotalMilliseconds}}ms
            """);
    }
}
