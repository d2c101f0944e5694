using System.ComponentModel;

namespace MipActors.Reports;

/// <summary>Examples, as <c>get_mip_examples</c> gives them out.</summary>
public sealed record ExamplesView
{
    /// <summary>Examples.</summary>
    [Description("All examples without their code, or the one that was asked for with it.")]
    public required IReadOnlyList<ExampleView> Examples { get; init; }
}

/// <summary>One example.</summary>
public sealed record ExampleView
{
    /// <summary>Name.</summary>
    [Description("Name to ask for it by.")]
    public required string Name { get; init; }

    /// <summary>Title.</summary>
    [Description("The kind of problem.")]
    public required string Title { get; init; }

    /// <summary>The question.</summary>
    [Description("What it answers.")]
    public required string Description { get; init; }

    /// <summary>What is to be learned.</summary>
    [Description("What of modelling it shows.")]
    public required string Teaches { get; init; }

    /// <summary>Class.</summary>
    [Description("LP or MIP.")]
    public required string ProblemClass { get; init; }

    /// <summary>Data.</summary>
    [Description("Keys of `data` that replace its own numbers.")]
    public IReadOnlyList<string> DataKeys { get; init; } = [];

    /// <summary>Code.</summary>
    [Description("The whole program, for execute_mip_code; null in the list of all.")]
    public string? Code { get; init; }
}
