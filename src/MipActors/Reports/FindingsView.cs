using System.ComponentModel;
using MipActors.Core.Model;

namespace MipActors.Reports;

/// <summary>What was seen in a program that was not run, as <c>validate_mip_code</c> gives it out.</summary>
public sealed record FindingsView
{
    /// <summary>Verdict.</summary>
    [Description("True when there is no error among the findings. The model itself can still be infeasible or wrong: only running it tells.")]
    public required bool IsValid { get; init; }

    /// <summary>The same in one sentence.</summary>
    [Description("The outcome in one sentence.")]
    public required string Message { get; init; }

    /// <summary>Findings.</summary>
    [Description("What was seen, from the top of the program to its end.")]
    public required IReadOnlyList<FindingView> Findings { get; init; }

    /// <summary>Makes the view.</summary>
    public static FindingsView Of(string message, IReadOnlyList<Finding> findings) => new()
    {
        IsValid = findings.All(finding => finding.Severity != FindingSeverity.Error),
        Message = message,
        Findings = [.. findings.Select(finding => new FindingView
        {
            Severity = finding.Severity == FindingSeverity.Error ? "error" : "warning",
            Code = finding.Code,
            Message = finding.Message,
            Hint = finding.Hint,
            Line = finding.Line,
            Column = finding.Column,
        })],
    };
}

/// <summary>One finding.</summary>
public sealed record FindingView
{
    /// <summary>Weight.</summary>
    [Description("error (the program would fail, or its model be another than is written) or warning (doubtful).")]
    public required string Severity { get; init; }

    /// <summary>A stable word for the kind.</summary>
    [Description("A stable word for the kind, like syntax-error, import-unavailable, strict-inequality, chained-comparison, nonlinear, no-problem.")]
    public required string Code { get; init; }

    /// <summary>What was seen.</summary>
    [Description("What was seen.")]
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    [Description("What to do about it.")]
    public string? Hint { get; init; }

    /// <summary>Line, from 1.</summary>
    [Description("Line of the program, from 1; null when it is about the whole program.")]
    public int? Line { get; init; }

    /// <summary>Column, from 1.</summary>
    [Description("Column in characters, from 1.")]
    public int? Column { get; init; }
}
