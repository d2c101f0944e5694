using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using MipActors.Actors.Executors;
using MipActors.Actors.Runs;
using MipActors.Core.Wire;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Every message that leaves a node, and nothing else: each has a manifest of its own, with the version of its form. docs/cluster.md has the table; the
/// bytes are held by golden files.
/// </summary>
/// <param name="system">The actor system.</param>
public sealed class NodeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <inheritdoc/>
    public override int Identifier => 7301;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        StartRun => "start-2",
        StopRun => "stop-1",
        RunStarted => "started-1",
        RunReturned => "returned-1",
        RunProgress => "progress-1",
        RunPrint => "print-1",
        RunReport => "report-1",
        RunEnded => "ended-1",
        Room => "room-1",
        Hello => "hello-1",
        Welcome => "welcome-1",
        DescribeNode => "describe-node-1",
        DescribeSolvers => "describe-solvers-1",
        DescribeSandbox => "describe-sandbox-1",
        NodeState => "node-1",
        SolversKnown => "solvers-1",
        SandboxKnown => "sandbox-1",
        Unavailable => "unavailable-1",
        _ => throw Unknown(o.GetType().Name),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        var writer = new WireWriter();
        switch (obj)
        {
            case RunMessage run:
                RunMessageWire.Write(writer, run);
                break;
            case Room room:
                writer.Count(room.Free);
                writer.Count(room.Most);
                break;
            case Hello hello:
                writer.Text(Serialization.SerializedActorPath(hello.Producer));
                break;
            case Welcome welcome:
                writer.Text(Serialization.SerializedActorPath(welcome.Producer));
                break;
            case DescribeNode or DescribeSolvers or DescribeSandbox:
                break;
            default:
                writer.Bytes(NodeJson.Write(obj));
                break;
        }

        return writer.Written.ToArray();
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            var reader = new WireReader(bytes);
            object message = manifest switch
            {
                "start-2" => RunMessageWire.ReadStart(ref reader),
                "stop-1" => RunMessageWire.ReadStop(ref reader),
                "started-1" => new RunStarted(reader.Text(RunMessageWire.MostIdBytes), reader.Count()),
                "returned-1" => new RunReturned(reader.Text(RunMessageWire.MostIdBytes), reader.Count()),
                "progress-1" => RunMessageWire.ReadProgress(ref reader),
                "print-1" => RunMessageWire.ReadPrint(ref reader),
                "report-1" => RunMessageWire.ReadReport(ref reader),
                "ended-1" => new RunEnded(reader.Text(RunMessageWire.MostIdBytes), reader.Count()),
                "room-1" => ReadRoom(ref reader),
                "hello-1" => new Hello(ReadActor(ref reader)),
                "welcome-1" => new Welcome(ReadActor(ref reader)),
                "describe-node-1" => new DescribeNode(),
                "describe-solvers-1" => new DescribeSolvers(),
                "describe-sandbox-1" => new DescribeSandbox(),
                "node-1" => NodeJson.ReadNode(ref reader),
                "solvers-1" => NodeJson.ReadSolvers(ref reader),
                "sandbox-1" => NodeJson.ReadSandbox(ref reader),
                "unavailable-1" => NodeJson.ReadUnavailable(ref reader),
                _ => throw Unknown(manifest),
            };
            reader.End();
            return message;
        }
        catch (WireException fault)
        {
            throw new SerializationException($"A message '{manifest}' of another node can not be read: {fault.Message}.", fault);
        }
    }

    private static Room ReadRoom(ref WireReader reader)
    {
        var room = new Room(reader.Count(), reader.Count());
        return room.Most >= 1 && room.Free <= room.Most ? room : throw new WireException($"room for {room.Free} of {room.Most}");
    }

    private IActorRef ReadActor(ref WireReader reader) => system.Provider.ResolveActorRef(reader.Text(mostBytes: 1 << 10));

    private static SerializationException Unknown(string what) =>
        new($"'{what}' is no message between nodes that this one knows (wire version {NodeWire.Version}).");
}
