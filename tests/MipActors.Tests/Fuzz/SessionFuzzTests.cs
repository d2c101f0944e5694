using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Sandbox;
using MipActors.Solving;
using MipActors.Tests.Core.Wire;
using Xunit.Abstractions;

namespace MipActors.Tests.Fuzz;

/// <summary>
/// Hostile conversations with the server's side of both protocols: each is understood or ended with a WireException, at once, and with memory
/// in proportion to its length. MIPACTORS_FUZZ_SECONDS says for how long (else 5,000 conversations each), MIPACTORS_FUZZ_SEED which;
/// the number of frames, and of frames a second, is the output.
/// </summary>
public sealed class SessionFuzzTests(ITestOutputHelper output)
{
    private const int Conversations = 5_000;
    private const int MemoryFactor = 64;

    // Each frame may take its first chunk of 1 MiB.
    private const int MemoryPerFrame = 2 << 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly SandboxInstallation Nowhere = new()
    {
        DenoPath = "/deno", PyodideFolder = "/pyodide", PulpFolder = "/pulp", PulpVersion = "2.6.0", GuestFolder = "/guest",
    };

    private delegate int Conversation(Func<SessionKey, byte[]> bytes);

    [Fact]
    public void Whatever_a_sandbox_says_is_understood_or_ends_it() => Fuzz("sandbox", ConverseWithSandbox);

    [Fact]
    public void Whatever_a_worker_says_is_understood_or_ends_it() => Fuzz("worker", ConverseWithWorker);

    [Fact]
    public void The_corpus_itself_is_understood_as_far_as_it_is_meant_to_be()
    {
        Assert.Equal(7, ConverseWithSandbox(key => Unhurt("sandbox", "Ready Output Solve Output Solve Output Finished", key)));
        Assert.Equal(5, ConverseWithWorker(key => Unhurt("worker", "Ready Progress Log Progress Solution", key)));
    }

    private static byte[] Unhurt(string child, string types, SessionKey key)
    {
        var frames = FrameCorpus.Of(child).Single(one => string.Join(' ', one.Select(frame => frame.Type)) == types);
        using var pipe = new MemoryStream();
        var sender = new FrameChannel(Stream.Null, pipe, key);
        foreach (var frame in frames)
        {
            AtOnce.Done(sender.WriteAsync(frame, default));
        }

        return pipe.ToArray();
    }

    /// <summary>A conversation as a Run leads it. Returns how many messages were understood.</summary>
    private static int ConverseWithSandbox(Func<SessionKey, byte[]> bytes)
    {
        using var toChild = new MemoryStream();
        using var fromChild = new MemoryStream();
        using var session = new SandboxSession(toChild, fromChild, new SandboxLimits { MaxOutputBytes = 1000, MaxFrameBytes = 1 << 20 });
        AtOnce.Done(session.HelloAsync(Nowhere, default));
        var hello = toChild.ToArray().AsSpan(Frame.HeaderBytes);
        Fill(fromChild, bytes(SessionKey.Read(Convert.FromHexString(JsonElement.Parse(hello).GetProperty("replyKey").GetString()!))));
        return Understood(session.ReadAllAsync(default), message =>
        {
            switch (message)
            {
                case SandboxReady:
                    AtOnce.Done(session.RunAsync(new SandboxProgram("pass"), default));
                    break;
                case SandboxSolveRequested { Call.Model: var model }:
                    AtOnce.Done(session.SolvedAsync(new Solution { Status = SolveStatus.Optimal, Values = new double[model.ColumnCount], Solver = "t" }, "", default));
                    break;
                default:
                    break;
            }
        });
    }

    /// <summary>A conversation as a SolverExecutor leads it.</summary>
    private static int ConverseWithWorker(Func<SessionKey, byte[]> bytes)
    {
        using var toChild = new MemoryStream();
        using var fromChild = new MemoryStream();
        using var session = new WorkerSession(toChild, fromChild);
        session.HelloAsync(default).GetAwaiter().GetResult();
        Fill(fromChild, bytes(SessionKey.Read(toChild.ToArray().AsSpan(4))));
        return Understood(session.ReadAllAsync(default), message =>
        {
            if (message is WorkerMessage.Ready)
            {
                session.SolveAsync(new SolveCall(SolveOptions.Default, TwoByThree), default).GetAwaiter().GetResult();
            }
        });
    }

    // The shape of the solution in the corpus, which is that of Core/Golden.
    private static readonly LinearModel TwoByThree = new()
    {
        Name = "m",
        Sense = ObjectiveSense.Minimize,
        Cost = [1, 2],
        ColumnLower = [0, 0],
        ColumnUpper = [1, 1],
        Kinds = [VariableKind.Continuous, VariableKind.Integer],
        ColumnNames = ["x", "y"],
        RowLower = [1, 0, 0],
        RowUpper = [1, 5, 5],
        RowNames = ["r", "s", "t"],
        Matrix = new SparseMatrix([0, 2, 2, 2], [0, 1], [1, 1]),
    };

    private static int Understood<T>(IAsyncEnumerable<T> messages, Action<T> answer)
    {
        var reader = messages.GetAsyncEnumerator();
        var understood = 0;
        while (AtOnce.Done(reader.MoveNextAsync()))
        {
            understood++;
            answer(reader.Current);
        }

        return understood;
    }

    private static void Fill(MemoryStream pipe, byte[] bytes)
    {
        pipe.Write(bytes);
        pipe.Position = 0;
    }

    private void Fuzz(string child, Conversation converse)
    {
        var seed = Setting("MIPACTORS_FUZZ_SEED") ?? Random.Shared.Next();
        var seconds = Setting("MIPACTORS_FUZZ_SECONDS");
        var hostile = new HostileChild(FrameCorpus.Of(child), new Random(seed));
        var all = Stopwatch.StartNew();
        long conversations = 0, frames = 0, bytes = 0, refused = 0, understood = 0;
        while (seconds is { } limit ? all.Elapsed.TotalSeconds < limit : conversations < Conversations)
        {
            conversations++;
            var said = hostile.Next();
            byte[] pipe = [];
            var (clock, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                understood += converse(key => pipe = hostile.Bytes(said, key));
            }
            catch (WireException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, conversation {conversations}: {fault.GetType().Name} of {Story(said)}{Environment.NewLine}{fault}");
            }

            (frames, bytes) = (frames + said.Count, bytes + pipe.Length);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > ((long)MemoryFactor * pipe.Length) + ((said.Count + 1L) * MemoryPerFrame) || Stopwatch.GetElapsedTime(clock) > Soon)
            {
                Assert.Fail($"seed {seed}, conversation {conversations}: {allocated} bytes, {Stopwatch.GetElapsedTime(clock)} for {Story(said)}");
            }
        }

        output.WriteLine(
            $"{child}: {frames} frames ({bytes} bytes) in {conversations} conversations, {frames / all.Elapsed.TotalSeconds:0} frames/s; "
            + $"{refused} conversations refused, {understood} messages understood, seed {seed}");
        Assert.True(conversations < 1_000 || (refused > 0 && understood > 0), "the mutations test only one side");
    }

    private static string Story(IEnumerable<Frame> frames) =>
        string.Concat(frames.Select(frame => $"{Environment.NewLine}{(byte)frame.Type:x2} {Convert.ToHexStringLower(frame.Payload.Span)}"));

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
