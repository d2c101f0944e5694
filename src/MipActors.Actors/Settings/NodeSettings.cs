using System.Net;
using Akka.Configuration;

namespace MipActors.Actors.Settings;

/// <summary>What a process is in a cluster.</summary>
public enum NodeRole
{
    /// <summary>Gateway and worker at once, with nobody else: no port is opened.</summary>
    Alone,

    /// <summary>Holds the jobs and their callers; what runs, runs on workers.</summary>
    Gateway,

    /// <summary>Holds Runs: sandboxes, solvers, verification.</summary>
    Worker,
}

/// <summary>Where a node of a cluster listens, whom it joins and who may join it, bound from <c>hocon/node.conf</c>.</summary>
/// <param name="Role">What it is there.</param>
/// <param name="Host">Address or name that it listens on.</param>
/// <param name="Port">Port that it listens on; 0 for any that is free.</param>
/// <param name="PublicHost">How the others reach it.</param>
/// <param name="Seeds">Where it looks for the cluster, each as host and port.</param>
/// <param name="Secret">What the nodes know and nobody else; null on loopback alone.</param>
/// <param name="Drain">How long a worker that is told to end lets its Runs go on.</param>
/// <param name="Health">Where a worker tells over HTTP whether it lives and is ready; null for nowhere.</param>
public sealed record NodeSettings(
    NodeRole Role, string Host, int Port, string PublicHost, IReadOnlyList<string> Seeds, string? Secret, TimeSpan Drain, IPEndPoint? Health = null)
{
    private const int HighestPort = 65_535;
    private const int LeastSecret = 16;

    /// <summary>Binds and checks the section <c>mipactors.node</c>.</summary>
    /// <exception cref="SettingException">A setting is missing or out of range, or a secret is demanded and there is none; the message names it.</exception>
    public static NodeSettings From(Config config, NodeRole role)
    {
        var section = new Section(config, "mipactors.node");
        var host = section.Text("host");
        var settings = new NodeSettings(
            role, host, section.Count("port", 0, HighestPort), section.OptionalText("public-host") ?? host, section.Words("seeds"), section.OptionalText("secret"),
            section.TimeOrZero("drain"), section.OptionalEndPoint("health"));
        return settings.Complaint() is { } complaint ? throw new SettingException(complaint) : settings;
    }

    private string? Complaint() => this switch
    {
        { Secret.Length: < LeastSecret } => $"The setting mipactors.node.secret has {Secret.Length} characters; it takes at least {LeastSecret}.",
        { Secret: null } when !(IsLoopback(Host) && IsLoopback(PublicHost)) =>
            $"A node that listens on {Host} can be reached from other machines, and starts only with a secret that all nodes know: set mipactors.node.secret "
            + "(MIPACTORS__NODE__SECRET), for example to what `openssl rand -base64 24` prints.",
        _ when IPAddress.TryParse(PublicHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) =>
            $"{PublicHost} is no address that other nodes can reach: set mipactors.node.public-host to one that they can.",
        { Role: NodeRole.Worker, Seeds.Count: 0 } =>
            "A worker needs to know where its gateways are: set mipactors.node.seeds (MIPACTORS__NODE__SEEDS), like 10.0.0.7:4055.",
        _ => Seeds.FirstOrDefault(seed => !IsHostAndPort(seed)) is { } wrong
            ? $"The setting mipactors.node.seeds has '{wrong}'; it takes hosts with their ports, like 10.0.0.7:4055, parted by commas."
            : null,
    };

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static bool IsHostAndPort(string seed) =>
        seed.LastIndexOf(':') is var colon and > 0 && int.TryParse(seed.AsSpan(colon + 1), out var port) && port is > 0 and <= HighestPort
        && Uri.CheckHostName(seed[..colon].Trim('[', ']')) != UriHostNameType.Unknown;
}
