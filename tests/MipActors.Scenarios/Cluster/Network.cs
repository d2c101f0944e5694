using System.Diagnostics;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>Machines of a test: network namespaces of the kernel, each with an address, on one switch; a cable can be pulled. See ip-netns(8).</summary>
internal sealed class Network : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Names of interfaces have 15 characters at most.
    private readonly string _name = $"mip{Environment.ProcessId % 100_000}";
    private readonly int _machines;

    private Network(int machines) => _machines = machines;

    /// <summary>Why this machine has no such networks, or null.</summary>
    public static string? Hindrance { get; } = !Environment.IsPrivilegedProcess ? "network namespaces with a switch need root" : Try();

    public static async Task<Network> CreateAsync(int machines)
    {
        var network = new Network(machines);
        await IpAsync("link", "add", network._name, "type", "bridge");
        await IpAsync("link", "set", network._name, "up");
        for (var machine = 0; machine < machines; machine++)
        {
            var (space, cable) = (network.Space(machine), network.Cable(machine));
            await IpAsync("netns", "add", space);
            await IpAsync("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space);
            await IpAsync("link", "set", cable, "master", network._name, "up");
            await IpAsync("-n", space, "address", "add", $"{Address(machine)}/24", "dev", "eth0");
            await IpAsync("-n", space, "link", "set", "eth0", "up");
            await IpAsync("-n", space, "link", "set", "lo", "up");
        }

        return network;
    }

    public TestCluster.Place At(int machine) => new(Address(machine), ["ip", "netns", "exec", Space(machine)]);

    public Task PullCableAsync(int machine) => IpAsync("link", "set", Cable(machine), "down");

    public Task PlugCableAsync(int machine) => IpAsync("link", "set", Cable(machine), "up");

    public async ValueTask DisposeAsync()
    {
        for (var machine = 0; machine < _machines; machine++)
        {
            await IpAsync("netns", "delete", Space(machine));
        }

        await IpAsync("link", "delete", _name);
    }

    private static string Address(int machine) => $"10.213.77.{machine + 1}";

    private string Space(int machine) => $"{_name}-{machine}";

    private string Cable(int machine) => $"{_name}c{machine}";

    private static string? Try()
    {
        try
        {
            var name = $"mip{Environment.ProcessId % 100_000}-try";
            return new[] { "add", "delete" }.Select(verb => TryIp("netns", verb, name)).FirstOrDefault(complaint => complaint is not null);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return $"ip(8) is not there: {fault.Message}";
        }
    }

    private static string? TryIp(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = ip.StandardError.ReadToEnd();
        return ip.WaitForExit(Patience) && ip.ExitCode == 0 ? null : $"no network namespace can be made here: {errors.Trim()}";
    }

    private static async Task IpAsync(params string[] arguments)
    {
        using var ip = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = await ip.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await Eventually.HoldsAsync(() => ip.HasExited, Patience, () => "ip does not end");
        Assert.True(ip.ExitCode == 0, $"ip {string.Join(' ', arguments)}: {errors}");
    }
}

/// <summary>A fact of a machine whose kernel lets the tests have networks of their own.</summary>
public sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute() => Skip = Network.Hindrance;
}
