using Akka.Actor;
using Akka.Delivery;
using Akka.Util;

namespace MipActors.Actors.Nodes;

/// <summary>
/// One end of the line between a gateway and a worker node, owned by the actor that speaks there. Each word arrives once and in order though the
/// connection breaks meanwhile, and a large one travels in pieces: Akka.Delivery's point-to-point controllers, one pair each way. Its owner watches
/// <see cref="Ends"/>: when one stops, the line is broken for good.
/// </summary>
internal sealed class NodeLine
{
    private readonly IActorRef _consumer;
    private readonly Queue<NodeMessage> _unsaid = new();
    private IActorRef? _next;

    public NodeLine(IActorContext context)
    {
        Producer = context.ActorOf(ProducerController.Create<NodeMessage>(context, context.Self.Path.Name, Option<Props>.None), "producer");
        _consumer = context.ActorOf(ConsumerController.Create<NodeMessage>(context, Option<IActorRef>.None), "consumer");
        Producer.Tell(new ProducerController.Start<NodeMessage>(context.Self));
        _consumer.Tell(new ConsumerController.Start<NodeMessage>(context.Self));
    }

    /// <summary>What the other end has to know in order to hear this one.</summary>
    public IActorRef Producer { get; }

    public IEnumerable<IActorRef> Ends => [Producer, _consumer];

    /// <summary>Hears the other end from now on.</summary>
    public void Connect(IActorRef producer) => _consumer.Tell(new ConsumerController.RegisterToProducerController<NodeMessage>(producer));

    public void Say(NodeMessage message)
    {
        _unsaid.Enqueue(message);
        SayNext();
    }

    /// <summary>The owner got this from <see cref="Producer"/>.</summary>
    public void OnNextWanted(ProducerController.RequestNext<NodeMessage> wanted)
    {
        _next = wanted.SendNextTo;
        SayNext();
    }

    /// <summary>The owner got this from the other end.</summary>
    public static NodeMessage Take(ConsumerController.Delivery<NodeMessage> delivery)
    {
        delivery.ConfirmTo.Tell(ConsumerController.Confirmed.Instance);
        return delivery.Message;
    }

    private void SayNext()
    {
        if (_next is { } next && _unsaid.TryDequeue(out var message))
        {
            _next = null;
            next.Tell(message);
        }
    }
}
