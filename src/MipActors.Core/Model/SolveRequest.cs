namespace MipActors.Core.Model;

/// <summary>What a caller wants done: a program with its data, or a model as text, and how to solve and check it.</summary>
public sealed record SolveRequest
{
    /// <summary>The program's text, Python with PuLP; or the model's where <see cref="Format"/> says so.</summary>
    public required string Code { get; init; }

    /// <summary>The form of the model that <see cref="Code"/> is, which needs no sandbox; null when it is a program.</summary>
    public ModelFormat? Format { get; init; }

    /// <summary>A JSON object that the program finds as the dict <c>data</c>.</summary>
    public string DataJson { get; init; } = "{}";

    /// <summary>Files that are put into the program's private folder, content by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>Whether the content of the files that the program writes is wanted; they are listed in any case.</summary>
    public bool ReturnFiles { get; init; }

    /// <summary>Name of the problem that is the answer, of a program that has several; null: the last one solved, else the only one.</summary>
    public string? Problem { get; init; }

    /// <summary>The name under which tracebacks speak of the program.</summary>
    public string FileName { get; init; } = "program.py";

    /// <summary>How to solve; what is set here wins over the program's own solver arguments.</summary>
    public SolveOptions Options { get; init; } = SolveOptions.Default;

    /// <summary>A starting point by the names of columns, or null; what the program itself gives wins.</summary>
    public IReadOnlyDictionary<string, double>? MipStart { get; init; }

    /// <summary>Whether the program is only to be looked at: nothing of it is executed, and the report has findings and no answer.</summary>
    public bool ValidateOnly { get; init; }

    /// <summary>Whether the answer is checked against the model.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>The tolerance of the check, relative to max(1, |limit|).</summary>
    public double ValidationTolerance { get; init; } = 1e-6;

    /// <summary>Who asks, and alone sees the job: the name of a token; empty for the user of this machine.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The model of the library that <see cref="Code"/> is, or null.</summary>
    public ModelVersion? StoredAs { get; init; }

    /// <summary>Whether the job is to survive the server that took it: written down before it is taken, run again by the next server.</summary>
    public bool Durable { get; init; }

    /// <summary>Wall-clock time for the whole job; null means the server's setting.</summary>
    public TimeSpan? Timeout { get; init; }
}
