using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The binary form of a <see cref="SolveCall"/>: options as JSON, the MIP start, the model, the basis (docs/protocol.md).</summary>
public static class SolveCallCodec
{
    private const int MostOptionBytes = 1 << 20;

    /// <summary>The whole payload of a <see cref="FrameType.Solve"/> or <see cref="FrameType.SolveModel"/> frame.</summary>
    public static ReadOnlyMemory<byte> Encode(SolveCall call)
    {
        var writer = new WireWriter(1024 + (12 * call.Model.Matrix.NonZeroCount) + (48 * call.Model.ColumnCount) + (40 * call.Model.RowCount));
        writer.Text(JsonSerializer.Serialize(call.Options, SolveOptionsJson.Default.SolveOptions));
        writer.Count(call.MipStart?.Length ?? 0);
        writer.Doubles(call.MipStart);
        ModelCodec.Write(writer, call.Model);
        BasisCodec.Write(writer, call.Basis);
        return writer.Written;
    }

    /// <summary>Takes the payload apart.</summary>
    /// <exception cref="WireException">The bytes are no call.</exception>
    public static SolveCall Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var call = Read(ref reader);
        reader.End();
        return call;
    }

    /// <summary>Takes the payload of a <see cref="FrameType.Solve"/> frame apart, behind whose call there may be special ordered sets.</summary>
    /// <exception cref="WireException">The bytes are no call, or no sets of its columns.</exception>
    public static (SolveCall Call, IReadOnlyList<OrderedSet> Sets) DecodeStated(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var call = Read(ref reader);
        var sets = reader.Remaining == 0 ? [] : Sets(ref reader, call.Model.ColumnCount);
        reader.End();
        return (call, sets);
    }

    private static SolveCall Read(ref WireReader reader)
    {
        var options = Options(reader.Text(MostOptionBytes));
        var start = reader.Doubles(reader.Count());
        var model = ModelCodec.Read(ref reader);
        if (start.Length != 0 && start.Length != model.ColumnCount)
        {
            throw new WireException($"a MIP start of {start.Length} values for {model.ColumnCount} columns");
        }

        return new SolveCall(options, model, start.Length == 0 ? null : start, BasisCodec.Read(ref reader, model.ColumnCount, model.RowCount));
    }

    private static List<OrderedSet> Sets(ref WireReader reader, int columns)
    {
        var sets = new List<OrderedSet>();
        for (var left = reader.Count(); left > 0; left--)
        {
            var (name, type) = (reader.Text(), reader.Byte());
            var count = reader.Count();
            int[] members = reader.Int32s(count);
            double[] weights = reader.Doubles(count);
            if (type is not (1 or 2) || members.Any(column => (uint)column >= (uint)columns) || members.Distinct().Count() != count
                || !Array.TrueForAll(weights, double.IsFinite))
            {
                throw new WireException("a special ordered set of no known type, of columns that do not exist or twice, or of weights that are none");
            }

            sets.Add(new OrderedSet(name, type, [.. members.Zip(weights)]));
        }

        return sets;
    }

    /// <summary>Takes the JSON of options apart; nothing in them is null or beyond a double.</summary>
    internal static SolveOptions Options(string json)
    {
        try
        {
            var options = JsonSerializer.Deserialize(json, SolveOptionsJson.Default.SolveOptions)
                ?? throw new WireException("options that are null");
            return Checked(options);
        }
        catch (JsonException fault)
        {
            throw new WireException($"options that can not be read: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// What the JSON reader lets pass: an init-only member that is left out loses its default (dotnet/runtime issue 84484), null goes
    /// into members and dictionaries that can not be null, and 1e999 is read as infinity.
    /// </summary>
    private static SolveOptions Checked(SolveOptions options)
    {
        if (!(IsFinite(options.TimeLimitSeconds) && IsFinite(options.RelativeGap) && IsFinite(options.AbsoluteGap)
            && IsFinite(options.ObjectiveStop) && IsFinite(options.BoundStop) && IsFinite(options.Pool?.RelativeGap)
            && IsFinite(options.Second?.RelativeSlack)))
        {
            throw new WireException("options with a number that is too large for a double");
        }

        options = options with
        {
            Solver = options.Solver ?? SolveOptions.Default.Solver,
            Parameters = options.Parameters ?? SolveOptions.Default.Parameters,
            Second = options.Second is { } second ? second with { Coefficients = second.Coefficients ?? NoNumbers } : null,
            Explain = options.Explain is { } explain
                ? explain with { Hard = explain.Hard ?? [], Policy = explain.Policy ?? [], Weights = explain.Weights ?? NoNumbers }
                : null,
        };
        if (!Enum.IsDefined(options.Log)
            || (options.Second?.Coefficients.Values ?? []).Concat(options.Explain?.Weights.Values ?? []).Any(value => !double.IsFinite(value))
            || (options.Explain?.Hard ?? []).Concat(options.Explain?.Policy ?? []).Contains(null!))
        {
            throw new WireException("options with a number or a name that is none");
        }

        return options.Parameters.Values.Contains(null!) ? throw new WireException("a solver parameter that is null") : options;
    }

    private static readonly Dictionary<string, double> NoNumbers = new(StringComparer.Ordinal);

    private static bool IsFinite(double? value) => double.IsFinite(value ?? 0);
}

/// <summary>JSON of the options: camelCase names, nulls left out, unknown names refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SolveOptions))]
internal sealed partial class SolveOptionsJson : JsonSerializerContext;
