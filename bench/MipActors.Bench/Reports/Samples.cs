namespace MipActors.Bench.Reports;

/// <summary>What was measured, in the order of the rounds.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public IReadOnlyList<double> Values => _values;

    public int Count => _values.Count;

    public double Median => Quantile(0.5);

    /// <summary>With fewer than 20 samples this is their maximum.</summary>
    public double Percentile95 => Quantile(0.95);

    public double Largest => _values.Count == 0 ? double.NaN : _values.Max();

    /// <summary>These values.</summary>
    public static Samples Of(params IEnumerable<double> values)
    {
        var samples = new Samples();
        samples._values.AddRange(values);
        return samples;
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>Of each round the quotient; a drift of the machine's speed touches both sides of it.</summary>
    public static Samples Ratios(Samples numerators, Samples denominators)
    {
        if (numerators.Count != denominators.Count)
        {
            throw new ArgumentException($"{numerators.Count} and {denominators.Count} samples are no pairs", nameof(denominators));
        }

        var ratios = new Samples();
        for (var round = 0; round < numerators.Count; round++)
        {
            ratios.Add(numerators._values[round] / denominators._values[round]);
        }

        return ratios;
    }

    /// <summary>Round by round, what <paramref name="combine"/> makes of two.</summary>
    public static Samples Combine(Samples first, Samples second, Func<double, double, double> combine)
    {
        var combined = new Samples();
        foreach (var (one, other) in first._values.Zip(second._values))
        {
            combined.Add(combine(one, other));
        }

        return combined;
    }

    private double Quantile(double share)
    {
        if (_values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = _values.Order().ToArray();

        // The nearest rank; for the median of an even number the mean of the two in the middle.
        return share == 0.5
            ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2
            : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }
}
