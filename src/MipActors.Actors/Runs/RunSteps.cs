using Akka.Actor;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Actors.Runs;

/// <summary>A model that was given as text has been read. What a Run has computed beside itself comes back to it as one of these.</summary>
internal sealed record ModelRead(ModelReading? Reading, JobFault? Fault) : INoSerializationVerificationNeeded
{
    /// <summary>Reads it, within the limits of size.</summary>
    public static ModelRead Of(ModelFormat format, string text, ModelSizeLimits limits, CancellationToken cancellation)
    {
        try
        {
            return new ModelRead(ModelText.Read(format, text, limits, cancellation), null);
        }
        catch (ModelFormatException fault)
        {
            return new ModelRead(null, RunVerdict.NotRead(fault));
        }
    }
}

/// <summary>A model has been looked at before any solver sees it, and where its solve begins.</summary>
internal sealed record Screened(ScreenVerdict Verdict, SolveCall Call, IReadOnlyList<string> Notes) : INoSerializationVerificationNeeded
{
    /// <summary>A start of the program's own comes before that of the request, and this before the last answer.</summary>
    public static Screened Of(SolveCall call, SolveRequest request, WarmStarts.Earlier? earlier)
    {
        var verdict = ModelScreen.Look(call.Model, call.Options.Duals);
        if (verdict is not { Fault: null, Answer: null })
        {
            return new Screened(verdict, call, []);
        }

        var (begun, note) = call.MipStart is null && request.MipStart is { } start
            ? GivenStart.Begin(call, start, request.ValidationTolerance)
            : (call, null);
        return new Screened(verdict, earlier?.Begin(begun, request.ValidationTolerance) ?? begun, note is null ? [] : [note]);
    }
}

/// <summary>An answer has been checked against the model; no verification where there was nothing to check, or nobody wants it.</summary>
internal sealed record Checked(Solution Solution, VerificationReport? Verification) : INoSerializationVerificationNeeded
{
    /// <summary>Checks values, which the answer has to have.</summary>
    public static Checked Of(LinearModel model, Solution solution, double tolerance) =>
        new(solution, SolutionCheck.Run(model, solution.Values!, tolerance, solution.Objective));
}

/// <summary>The last answer has been put to exact arithmetic; null where that was not tried.</summary>
internal sealed record Proven(ProofReport? Proof) : INoSerializationVerificationNeeded;
