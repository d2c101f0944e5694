using Akka.Actor;
using Akka.Delivery;
using Akka.Event;
using MipActors.Actors.Executors;
using MipActors.Actors.Runs;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Speaks for one gateway on a worker node: to the supervisor of Runs it is that gateway's queue, to its Runs their job. It lives as long as the gateway
/// does in the eyes of the cluster; the Runs watch it, and leave with it.
/// <code>
/// Greeting (Hello, again and again) ──Welcome──▶ Connected ──the gateway is lost──▶ stopped
/// </code>
/// </summary>
internal sealed class GatewayNode : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan GreetEvery = TimeSpan.FromSeconds(1);

    private readonly ActorSelection _gateway;
    private readonly NodeLine _line;
    private readonly IActorRef _runs;
    private IActorRef? _peer;

    public GatewayNode(Address gateway, ServiceActors actors, Func<Task<NodeState>> describe)
    {
        _gateway = Context.ActorSelection(new RootActorPath(gateway) / "user" / "mip" / WorkerNodes.Name);
        _runs = actors.Runs;
        _line = new NodeLine(Context);
        Receive<Greet>(_ => _gateway.Tell(new Hello(_line.Producer)));
        Receive<Welcome>(OnWelcome);
        Receive<ProducerController.RequestNext<NodeMessage>>(_line.OnNextWanted);
        Receive<ConsumerController.Delivery<NodeMessage>>(delivery => _runs.Tell(NodeLine.Take(delivery)));
        Receive<NodeMessage>(_line.Say);
        Receive<DescribeNode>(_ => describe().PipeTo(Sender));
        Receive<DescribeSolvers>(actors.Solvers.Forward);
        Receive<DescribeSandbox>(actors.Executors.Forward);
        Receive<Terminated>(OnGone);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(Address gateway, ServiceActors actors, Func<Task<NodeState>> describe) =>
        Akka.Actor.Props.Create(() => new GatewayNode(gateway, actors, describe));

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        foreach (var end in _line.Ends)
        {
            Context.Watch(end);
        }

        Timers.StartPeriodicTimer(nameof(Greet), new Greet(), TimeSpan.Zero, GreetEvery);
    }

    private void OnWelcome(Welcome welcome)
    {
        if (_peer is not null)
        {
            return;
        }

        _peer = Context.Watch(Sender);
        Timers.CancelAll();
        _line.Connect(welcome.Producer);
        _runs.Tell(new TellRoom(Self));
        Context.GetLogger().Info("connected");
    }

    private void OnGone(Terminated gone)
    {
        Context.GetLogger().Info("gone: the runs of its jobs end");
        Context.Stop(Self);
    }

    private sealed record Greet : INoSerializationVerificationNeeded;
}
