using System.Runtime.InteropServices;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Analysis;

namespace MipActors.SolverWorker.Conversation;

/// <summary>Takes one errand after the other and answers it, on the thread that solves.</summary>
internal sealed class SolverCounter(Desk desk, Outbox outbox)
{
    private const int MostTextLength = 4_000;

    private bool _warm;

    /// <summary>Answers Hello, and then uses the time until the first errand to load the solvers.</summary>
    public void Greet(Errand hello)
    {
        _ = hello;
        desk.Done();
        outbox.Send(FrameType.Ready, WorkerJson.EncodeVersions(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["worker"] = typeof(SolverCounter).Assembly.GetName().Version?.ToString(3) ?? "",
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        }));
        _warm = WarmUp.Run(desk);
    }

    /// <summary>Answers one errand.</summary>
    /// <exception cref="WireException">The errand can not be read: the sender breaks the protocol.</exception>
    public void Serve(Errand errand)
    {
        if (errand.Frame.Type == FrameType.Describe)
        {
            var description = WorkerJson.EncodeDescriptions(KnownBackends.Describe());
            desk.Done();
            outbox.Send(FrameType.Description, description);
            // The question cut the warm-up short that began after the greeting.
            _warm = _warm || WarmUp.Run(desk);
            KnownBackends.Prepare();
            return;
        }

        var call = SolveCallCodec.Decode(errand.Frame.Payload.Span);
        var deadline = SolveClock.Since(errand.Arrival, call.Options.TimeLimitSeconds);
        var feed = new SolveFeed(outbox, deadline, call.Options.Log != SolverLog.None);
        try
        {
            ModelGate.Check(call);
            var solution = Analyst.Solve(call, deadline, feed, errand.Cancellation);
            var payload = SolutionCodec.Encode(solution);
            feed.Flush();
            desk.Done();
            outbox.Send(FrameType.Solution, payload);
            KnownBackends.Prepare();
        }
        catch (SolveRefusedException refusal)
        {
            feed.Flush();
            desk.Done();
            outbox.Send(FrameType.Refused, refusal.Code, Cut(refusal.Message));
        }
    }

    private static string Cut(string text) => text.Length <= MostTextLength ? text : string.Concat(text.AsSpan(0, MostTextLength), "…");
}
