using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The binary forms of <see cref="Solution"/> and <see cref="SolveProgress"/> (docs/protocol.md).</summary>
public static class SolutionCodec
{
    private const byte Version = 2;
    private const int MostTextBytes = 1 << 16;
    private const int MostSettings = 1_000;
    private const int MostAlternatives = 10_000;

    /// <summary>The whole payload of a solution frame.</summary>
    public static ReadOnlyMemory<byte> Encode(Solution solution)
    {
        var writer = new WireWriter(512 + (16 * (solution.Values?.Length ?? 0)) + (8 * (solution.RowDuals?.Length ?? 0)));
        writer.Byte(Version);
        writer.Byte((byte)solution.Status);
        writer.Byte((byte)solution.StopReason);
        writer.OptionalDouble(solution.Objective);
        writer.OptionalDouble(solution.DualBound);
        writer.Int64(solution.Nodes);
        writer.Int64(solution.Iterations);
        writer.Double(solution.SolveSeconds);
        OptionalDoubles(writer, solution.Values);
        OptionalDoubles(writer, solution.RowDuals);
        OptionalDoubles(writer, solution.ReducedCosts);
        writer.Text(solution.Solver);
        writer.Text(solution.SolverVersion);
        writer.Text(solution.Message);
        writer.Count(solution.Settings.Count);
        foreach (var (name, value) in solution.Settings)
        {
            writer.Text(name);
            writer.Text(value);
        }

        BasisCodec.Write(writer, solution.Basis);
        OptionalDoubles(writer, solution.FarkasMultipliers);
        writer.Text(SolutionNotes.Encode(solution));
        OptionalDoubles(writer, solution.UnboundedRay);
        Ranges(writer, solution.Sensitivity);
        writer.Byte((byte)solution.AlternativeScope);
        writer.Count(solution.Alternatives.Count);
        foreach (var alternative in solution.Alternatives)
        {
            writer.Double(alternative.Objective);
            writer.OptionalDouble(alternative.Second);
            writer.Doubles(alternative.Values);
        }

        return writer.Written;
    }

    /// <summary>Takes a solution of a model of this shape.</summary>
    /// <exception cref="WireException">The bytes are no such solution.</exception>
    public static Solution Decode(ReadOnlySpan<byte> payload, int columns, int rows)
    {
        var reader = new WireReader(payload);
        if (reader.Byte() is var version && version != Version)
        {
            throw new WireException($"a solution of version {version}; this side speaks {Version}");
        }

        var solution = new Solution
        {
            Status = reader.Enum<SolveStatus>(),
            StopReason = reader.Enum<StopReason>(),
            Objective = reader.OptionalDouble(),
            DualBound = reader.OptionalDouble(),
            Nodes = reader.Int64(),
            Iterations = reader.Int64(),
            SolveSeconds = reader.Double(),
            Values = OptionalDoubles(ref reader, columns),
            RowDuals = OptionalDoubles(ref reader, rows),
            ReducedCosts = OptionalDoubles(ref reader, columns),
            Solver = reader.Text(MostTextBytes),
            SolverVersion = reader.Text(MostTextBytes),
            Message = reader.Text(MostTextBytes),
            Settings = Settings(ref reader),
            Basis = BasisCodec.Read(ref reader, columns, rows),
            FarkasMultipliers = OptionalDoubles(ref reader, rows),
        };
        var notes = SolutionNotes.Decode(reader.Text(SolutionNotes.MostBytes), columns, rows);
        solution = solution with
        {
            Confirmation = notes.Confirmation,
            Choice = notes.Choice,
            PrimalIntegral = notes.PrimalIntegral,
            Timeline = notes.Timeline,
            Explanation = notes.Explanation,
            UnboundedRay = OptionalDoubles(ref reader, columns),
            Sensitivity = Ranges(ref reader, columns, rows),
            AlternativeScope = reader.Enum<AlternativeScope>(),
            Alternatives = Alternatives(ref reader, columns),
        };
        reader.End();
        if (solution.Status is SolveStatus.Optimal or SolveStatus.Feasible && !solution.HasValues)
        {
            throw new WireException($"a solution that is {solution.Status} and has no values");
        }

        return solution;
    }

    /// <summary>The whole payload of a progress frame.</summary>
    public static ReadOnlyMemory<byte> Encode(SolveProgress progress)
    {
        var writer = new WireWriter(64);
        writer.Double(progress.ElapsedSeconds);
        writer.OptionalDouble(progress.Incumbent);
        writer.OptionalDouble(progress.DualBound);
        writer.Int64(progress.Nodes);
        writer.Int64(progress.Iterations);
        return writer.Written;
    }

    /// <summary>Takes a progress frame apart.</summary>
    /// <exception cref="WireException">The bytes are no progress.</exception>
    public static SolveProgress DecodeProgress(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var progress = new SolveProgress(reader.Double(), reader.OptionalDouble(), reader.OptionalDouble(), reader.Int64(), reader.Int64());
        reader.End();
        return progress;
    }

    private static void OptionalDoubles(WireWriter writer, double[]? values)
    {
        writer.Byte(values is null ? (byte)0 : (byte)1);
        writer.Count(values?.Length ?? 0);
        writer.Doubles(values);
    }

    private static double[]? OptionalDoubles(ref WireReader reader, int expected)
    {
        var present = reader.Byte() != 0;
        var count = reader.Count();
        if (count != (present ? expected : 0))
        {
            throw new WireException($"{count} values where {(present ? expected : 0)} belong");
        }

        return present ? reader.Doubles(count) : null;
    }

    private static void Ranges(WireWriter writer, Sensitivity? sensitivity)
    {
        writer.Byte(sensitivity switch { null => 0, { IntegersFixed: false } => 1, _ => (byte)2 });
        if (sensitivity is null)
        {
            return;
        }

        foreach (var ofColumns in (ReadOnlySpan<double[]>)[sensitivity.ReducedCosts, sensitivity.CostLower, sensitivity.CostUpper])
        {
            writer.Doubles(ofColumns);
        }

        foreach (var ofRows in (ReadOnlySpan<double[]>)[sensitivity.RowDuals, sensitivity.SideLower, sensitivity.SideUpper])
        {
            writer.Doubles(ofRows);
        }
    }

    private static Sensitivity? Ranges(ref WireReader reader, int columns, int rows)
    {
        var form = reader.Byte();
        return form == 0 ? null : form > 2 ? throw new WireException($"a sensitivity of form {form}") : new Sensitivity
        {
            IntegersFixed = form == 2,
            ReducedCosts = reader.Doubles(columns),
            CostLower = reader.Doubles(columns),
            CostUpper = reader.Doubles(columns),
            RowDuals = reader.Doubles(rows),
            SideLower = reader.Doubles(rows),
            SideUpper = reader.Doubles(rows),
        };
    }

    private static List<Alternative> Alternatives(ref WireReader reader, int columns)
    {
        var alternatives = new List<Alternative>();
        for (var left = reader.Count(MostAlternatives); left > 0; left--)
        {
            alternatives.Add(new Alternative(reader.Double(), reader.OptionalDouble(), reader.Doubles(columns)));
        }

        return alternatives;
    }

    private static Dictionary<string, string> Settings(ref WireReader reader)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.Count(MostSettings); left > 0; left--)
        {
            settings[reader.Text(MostTextBytes)] = reader.Text(MostTextBytes);
        }

        return settings;
    }
}
