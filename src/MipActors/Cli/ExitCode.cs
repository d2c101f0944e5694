using MipActors.Core.Model;

namespace MipActors.Cli;

/// <summary>Exit codes of the command line, documented in docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Answer = 0;
    public const int NoAnswer = 1;
    public const int BadInput = 2;
    public const int InternalFault = 3;
    public const int LimitReached = 4;
    public const int Cancelled = 5;
    public const int VerificationFailed = 6;

    public static int Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Answered => Answer,
        JobOutcome.NoAnswer => NoAnswer,
        JobOutcome.BadInput => BadInput,
        JobOutcome.LimitReached => LimitReached,
        JobOutcome.Cancelled => Cancelled,
        JobOutcome.VerificationFailed => VerificationFailed,
        _ => InternalFault,
    };
}
