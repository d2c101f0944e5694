namespace MipActors.Core.Model;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity : byte
{
    /// <summary>The program would fail, or its model would be another than is written.</summary>
    Error = 0,

    /// <summary>The program would run, and it is doubtful that this is what was meant.</summary>
    Warning = 1,
}

/// <summary>One thing seen in a program that was looked at and not run.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Code">A stable word for the kind of finding, like <c>chained-comparison</c>.</param>
/// <param name="Message">What was seen.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Message)
{
    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Line of the program, from 1, or null when it is about the whole program.</summary>
    public int? Line { get; init; }

    /// <summary>Column of the program in characters, from 1, or null.</summary>
    public int? Column { get; init; }
}
