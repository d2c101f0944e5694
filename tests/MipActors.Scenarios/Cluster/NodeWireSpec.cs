using System.Diagnostics;
using System.Runtime.Serialization;
using Akka.Configuration;
using Akka.Serialization;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Executors;
using MipActors.Actors.Nodes;
using MipActors.Actors.Runs;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Scenarios.Cluster;

/// <summary>
/// What travels between nodes, byte for byte. A change of the golden file is a decision: the wire's version grows with it, and nodes of the old one are
/// refused.
/// </summary>
public sealed class NodeWireSpec() : TestKit(Serializers)
{
    private const string Id = "01m8jm5e4veasadz2j08n0fxkg";

    internal static readonly SolveRequest Request = new()
    {
        Code = "prob = 1\n",
        DataJson = "{\"a\": [1]}",
        Files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["d/e.csv"] = [1, 2, 3] },
        ReturnFiles = true,
        Problem = "Öl",
        Options = new SolveOptions { Solver = "highs", Threads = 2 },
        MipStart = new Dictionary<string, double>(StringComparer.Ordinal) { ["x"] = 0.5 },
        ValidationTolerance = 1e-5,
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static readonly JobReport Report = new()
    {
        JobId = Id,
        Outcome = JobOutcome.BadInput,
        Message = "no",
        Fault = new JobFault("code", "no") { Hint = "do", Line = 3 },
        Output = new ProgramOutput("out", "err", 0, 7),
        Warnings = ["w"],
    };

    private static readonly ActivityContext Trace = new(
        ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"), ActivitySpanId.CreateFromString("b7ad6b7169203331"), ActivityTraceFlags.Recorded, isRemote: true);

    private static readonly StartRun Started = new(Id, 2, Request, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(12.5));

    public static TheoryData<string> Names => [.. Messages.Keys];

    private static Dictionary<string, object> Messages => new(StringComparer.Ordinal)
    {
        ["start-2"] = Started with { Trace = Trace },
        ["stop-1"] = new StopRun(Id, 2, StopCause.Deadline),
        ["started-1"] = new RunStarted(Id, 2),
        ["returned-1"] = new RunReturned(Id, 2),
        ["progress-1"] = new RunProgress(Id, 2, new JobProgress(JobStage.Solving, "solving", new SolveProgress(2.5, 42, 41.5, 3, 17))),
        ["print-1"] = new RunPrint(Id, 2, new ProgramPrint(true, "é")),
        ["report-1"] = new RunReport(Id, 2, Report),
        ["ended-1"] = new RunEnded(Id, 2),
        ["room-1"] = new Room(3, 4),
        ["describe-node-1"] = new DescribeNode(),
        ["describe-solvers-1"] = new DescribeSolvers(),
        ["describe-sandbox-1"] = new DescribeSandbox(),
        ["node-1"] = new NodeState("127.0.0.1:4055", 7, "full", [new ExecutorState("/user/mip/solvers/solver-1", "held", TimeSpan.FromSeconds(1), 8, 9, null, 1024)]),
        ["solvers-1"] = new SolversKnown([new SolverDescription("highs", "HiGHS", "1.11", ["LP"], ["LP"], new SolverSupport(true, true, true, true, true, false, true))]),
        ["sandbox-1"] = new SandboxKnown(new SandboxReady("0.28", "3.13", "3.2", "2.4", true, 12.5)),
        ["unavailable-1"] = new Unavailable(new JobFault("start-failed", "no") { Hint = "do" }),
    };

    /// <summary>The settings of a node, without its network.</summary>
    private static Config Serializers => ConfigurationFactory.ParseString("akka.actor.provider = local").WithFallback(
        ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", "node.conf"))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_lies_on_the_wire_as_the_golden_file_says_and_comes_back(string manifest)
    {
        var message = Messages[manifest];
        var serializer = Assert.IsType<NodeSerializer>(Sys.Serialization.FindSerializerFor(message));
        var bytes = serializer.ToBinary(message);

        Assert.Equal(manifest, serializer.Manifest(message));
        Assert.Equal(GoldenBytes(manifest), Convert.ToHexStringLower(bytes));
        var back = Sys.Serialization.Deserialize(bytes, serializer.Identifier, manifest);
        Assert.Equal(message.GetType(), back.GetType());
        Assert.Equal(Convert.ToHexStringLower(bytes), Convert.ToHexStringLower(serializer.ToBinary(back)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_that_are_cut_short_or_too_many_are_refused(string manifest)
    {
        var bytes = Sys.Serialization.FindSerializerFor(Messages[manifest]).ToBinary(Messages[manifest]);
        byte[][] broken = bytes.Length == 0 ? [[0]] : [bytes[..^1], [.. bytes, 0]];
        Assert.All(broken, payload => Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(payload, 7301, manifest)));
    }

    [Fact]
    public void An_actor_in_a_greeting_comes_back_as_the_same()
    {
        var producer = CreateTestProbe("producer").Ref;
        foreach (var greeting in (object[])[new Hello(producer), new Welcome(producer)])
        {
            var serializer = (SerializerWithStringManifest)Sys.Serialization.FindSerializerFor(greeting);
            Assert.Equal(greeting, serializer.FromBinary(serializer.ToBinary(greeting), serializer.Manifest(greeting)));
        }
    }

    [Fact]
    public void An_object_without_a_serializer_of_its_own_stays_here_and_one_of_a_peer_is_refused()
    {
        var own = new JobState(Id);
        Assert.Throws<SerializationException>(() => Sys.Serialization.FindSerializerFor(own).ToBinary(own));

        var peers = System.Text.Encoding.UTF8.GetBytes($"{{\"$type\":\"{typeof(JobState).AssemblyQualifiedName}\"}}");
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(peers, 1, typeof(JobState)));
    }

    [Fact]
    public void A_message_of_another_version_is_refused_by_its_name() => Assert.Contains(
        "'start-1' is no message between nodes that this one knows (wire version 2)",
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize([], 7301, "start-1")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_trace_of_a_job_comes_along_as_a_W3C_traceparent_and_none_as_none()
    {
        Assert.Equal(Trace, Travelled(Started with { Trace = Trace }).Trace);
        Assert.Equal(default, Travelled(Started).Trace);

        var broken = Sys.Serialization.FindSerializerFor(Started).ToBinary(Started with { Trace = Trace });
        broken[broken.AsSpan().IndexOf("00-0af7"u8)] = (byte)'x';
        Assert.Throws<SerializationException>(() => Sys.Serialization.Deserialize(broken, 7301, "start-2"));

        StartRun Travelled(StartRun start) =>
            (StartRun)Sys.Serialization.Deserialize(Sys.Serialization.FindSerializerFor(start).ToBinary(start), 7301, "start-2");
    }

    private static string GoldenBytes(string manifest) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cluster", "Golden", "node-wire.hex"))
        .Select(line => line.Split(' ')).Single(line => line[0] == manifest)[1];

    private sealed record JobState(string JobId);
}
