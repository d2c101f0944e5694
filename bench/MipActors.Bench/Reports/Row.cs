namespace MipActors.Bench.Reports;

/// <summary>What a figure should reach.</summary>
/// <param name="Bound">The bound.</param>
/// <param name="AtLeast">True when larger is better.</param>
/// <param name="Until">The stage of the project that promises it.</param>
internal sealed record Goal(double Bound, bool AtLeast, string Until)
{
    public bool IsMetBy(double value) => AtLeast ? value >= Bound : value <= Bound;
}

/// <summary>A figure held against a floor that was measured in the same rounds.</summary>
/// <param name="What">Numerator and denominator, in words.</param>
/// <param name="Pairs">The quotient of each round.</param>
/// <param name="Goals">What its median should reach; may be empty.</param>
internal sealed record Ratio(string What, Samples Pairs, IReadOnlyList<Goal> Goals)
{
    /// <summary>A part over its whole: shown in per cent.</summary>
    public bool IsShare { get; init; }
}

/// <summary>One line of the table.</summary>
/// <param name="Id">Stable name, for machines.</param>
/// <param name="Text">What it is, for people.</param>
/// <param name="Unit">s or another unit.</param>
/// <param name="Samples">The figures.</param>
internal sealed record Row(string Id, string Text, string Unit, Samples Samples)
{
    /// <summary>Indented under the line above, as a part of it.</summary>
    public bool IsPart { get; init; }

    public IReadOnlyList<Ratio> Ratios { get; init; } = [];
}

/// <summary>The lines of one case.</summary>
/// <param name="Case">Its name, as <c>--only</c> takes it.</param>
/// <param name="Title">A sentence on what was done.</param>
/// <param name="Rows">Its lines.</param>
internal sealed record Section(string Case, string Title, IReadOnlyList<Row> Rows);
