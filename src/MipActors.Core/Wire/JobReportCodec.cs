using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>
/// The binary form of a <see cref="JobReport"/>, as it is kept on disk: the words as JSON, model, solution and activities as
/// what they are elsewhere.
/// </summary>
public static class JobReportCodec
{
    private const byte Version = 1;

    /// <summary>The whole report.</summary>
    public static ReadOnlyMemory<byte> Encode(JobReport report)
    {
        var writer = new WireWriter(4096);
        writer.Byte(Version);
        var words = report with { Model = null, Solution = null, Verification = report.Verification is { } check ? check with { RowActivities = [] } : null };
        writer.Text(JsonSerializer.Serialize(words, JobReportJson.Default.JobReport));
        writer.Byte(report.Model is null ? (byte)0 : (byte)1);
        if (report.Model is { } model)
        {
            ModelCodec.Write(writer, model);
        }

        var solution = report.Solution is null ? default : SolutionCodec.Encode(report.Solution);
        writer.Count(solution.Length);
        writer.Bytes(solution.Span);
        var activities = report.Verification?.RowActivities ?? [];
        writer.Count(activities.Length);
        writer.Doubles(activities);
        return writer.Written;
    }

    /// <summary>Takes a report apart.</summary>
    /// <exception cref="WireException">The bytes are no report.</exception>
    public static JobReport Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        if (reader.Byte() is var version && version != Version)
        {
            throw new WireException($"a report of version {version}; this side speaks {Version}");
        }

        var words = Words(reader.Text());
        var model = reader.Byte() == 0 ? null : ModelCodec.Read(ref reader);
        var solution = reader.Bytes(reader.Count());
        var activities = reader.Doubles(reader.Count());
        reader.End();
        return words with
        {
            Model = model,
            Solution = solution.IsEmpty ? null : SolutionCodec.Decode(solution, model?.ColumnCount ?? 0, model?.RowCount ?? 0),
            Verification = words.Verification is { } check ? check with { RowActivities = activities } : null,
        };
    }

    private static JobReport Words(string json)
    {
        try
        {
            var words = JsonSerializer.Deserialize(json, JobReportJson.Default.JobReport) ?? throw new WireException("a report that is null");
            return words with { Files = words.Files ?? [] }; // not there in reports that were kept before there were files
        }
        catch (JsonException fault)
        {
            throw new WireException($"a report that can not be read: {fault.Message}", fault);
        }
    }
}

/// <summary>JSON of a report's words; every member is written, so that none is left to a default when it is read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(JobReport))]
internal sealed partial class JobReportJson : JsonSerializerContext;
