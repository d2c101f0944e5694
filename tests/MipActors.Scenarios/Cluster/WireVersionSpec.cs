using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Nodes;
using MipActors.Actors.Settings;

namespace MipActors.Scenarios.Cluster;

/// <summary>A node that speaks another version of the wire than the cluster it joins says so and ends; the cluster goes on.</summary>
public sealed class WireVersionSpec() : TestKit(ConfigOf("1", seed: 0), "mip")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Nodes_of_different_versions_refuse_each_other_with_a_clear_message()
    {
        var cluster = Akka.Cluster.Cluster.Get(Sys);
        await cluster.JoinAsync(cluster.SelfAddress).WaitAsync(Patience);
        var stayed = CreateTestProbe();
        Sys.ActorOf(Membership.Props(why => stayed.Ref.Tell(why)));

        using var same = ActorSystem.Create("mip", ConfigOf("1", cluster.SelfAddress.Port!.Value));
        using var other = ActorSystem.Create("mip", ConfigOf("2", cluster.SelfAddress.Port!.Value));
        try
        {
            var (welcome, refused) = (CreateTestProbe(), CreateTestProbe());
            same.ActorOf(Membership.Props(why => welcome.Ref.Tell(why)));
            other.ActorOf(Membership.Props(why => refused.Ref.Tell(why)));

            var why = await refused.ExpectMsgAsync<string>(Patience);
            Assert.Contains("this node speaks wire version 2", why, StringComparison.Ordinal);
            Assert.Contains($"127.0.0.1:{cluster.SelfAddress.Port} of the cluster speaks 1", why, StringComparison.Ordinal);
            await AwaitAssertAsync(() => Assert.Equal(3, cluster.State.Members.Count(member => member.Status == Akka.Cluster.MemberStatus.Up)), Patience);
            Assert.False(stayed.HasMessages);
            Assert.False(welcome.HasMessages);
        }
        finally
        {
            await Task.WhenAll(same.Terminate(), other.Terminate()).WaitAsync(Patience);
        }
    }

    private static Config ConfigOf(string version, int seed)
    {
        var config = ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "node.conf")));
        var node = NodeConfig.Of(new NodeSettings(NodeRole.Worker, "127.0.0.1", 0, "127.0.0.1", [$"127.0.0.1:{seed}"], null, TimeSpan.Zero));
        var own = $"akka.cluster.app-version = \"{version}\"\nakka.loglevel = WARNING" + (seed == 0 ? "\nakka.cluster.seed-nodes = []" : "");
        return ConfigurationFactory.ParseString(own).WithFallback(node).WithFallback(config);
    }
}
