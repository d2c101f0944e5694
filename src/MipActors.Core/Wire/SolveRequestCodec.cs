using System.Text.Json;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The binary form of a <see cref="SolveRequest"/>, as it travels from the node that holds its job to the one that runs it.</summary>
public static class SolveRequestCodec
{
    private const byte Version = 1;
    private const byte NoFormat = 255;
    private const int MostNameBytes = 1 << 12;
    private const int MostOptionBytes = 1 << 20;

    /// <summary>The whole request.</summary>
    public static ReadOnlyMemory<byte> Encode(SolveRequest request)
    {
        var writer = new WireWriter(1024 + request.Code.Length + request.DataJson.Length);
        writer.Byte(Version);
        writer.Text(request.Code);
        writer.Byte(request.Format is { } format ? (byte)format : NoFormat);
        writer.Text(request.DataJson);
        writer.Count(request.Files.Count);
        foreach (var (name, content) in request.Files)
        {
            writer.Text(name);
            writer.Count(content.Length);
            writer.Bytes(content);
        }

        Flag(writer, request.ReturnFiles);
        Flag(writer, request.Problem is not null);
        writer.Text(request.Problem ?? "");
        writer.Text(request.FileName);
        writer.Text(JsonSerializer.Serialize(request.Options, SolveOptionsJson.Default.SolveOptions));
        Flag(writer, request.MipStart is not null);
        writer.Count(request.MipStart?.Count ?? 0);
        foreach (var (name, value) in request.MipStart ?? NoStart)
        {
            writer.Text(name);
            writer.Double(value);
        }

        Flag(writer, request.ValidateOnly);
        Flag(writer, request.Validate);
        writer.Double(request.ValidationTolerance);
        Flag(writer, request.Timeout is not null);
        writer.Int64(request.Timeout?.Ticks ?? 0);
        return writer.Written;
    }

    /// <summary>Takes a request apart.</summary>
    /// <exception cref="WireException">The bytes are no request.</exception>
    public static SolveRequest Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        if (reader.Byte() is var version && version != Version)
        {
            throw new WireException($"a request of version {version}; this side speaks {Version}");
        }

        var code = reader.Text();
        var format = reader.Byte();
        var request = new SolveRequest
        {
            Code = code,
            Format = format == NoFormat ? null
                : Enum.IsDefined((ModelFormat)format) ? (ModelFormat)format : throw new WireException($"{format} is no {nameof(ModelFormat)}"),
            DataJson = reader.Text(),
            Files = Files(ref reader),
            ReturnFiles = Flag(ref reader),
            Problem = OptionalText(ref reader),
            FileName = reader.Text(MostNameBytes),
            Options = SolveCallCodec.Options(reader.Text(MostOptionBytes)),
            MipStart = Start(ref reader),
            ValidateOnly = Flag(ref reader),
            Validate = Flag(ref reader),
            ValidationTolerance = reader.Double(),
            Timeout = Timeout(ref reader),
        };
        reader.End();
        return double.IsFinite(request.ValidationTolerance) && request.ValidationTolerance >= 0 ? request
            : throw new WireException("a tolerance that is none");
    }

    private static readonly Dictionary<string, double> NoStart = new(StringComparer.Ordinal);

    private static void Flag(WireWriter writer, bool value) => writer.Byte(value ? (byte)1 : (byte)0);

    private static bool Flag(ref WireReader reader) => reader.Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new WireException($"{other} is neither yes nor no"),
    };

    private static string? OptionalText(ref WireReader reader)
    {
        var present = Flag(ref reader);
        var text = reader.Text();
        return present ? text : null;
    }

    private static Dictionary<string, byte[]> Files(ref WireReader reader)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var left = reader.Count(); left > 0; left--)
        {
            var name = reader.Text(MostNameBytes);
            if (ProgramFile.Complaint(name) is { } complaint)
            {
                throw new WireException($"a file whose name {complaint}");
            }

            if (!files.TryAdd(name, reader.Bytes(reader.Count()).ToArray()))
            {
                throw new WireException("two files of one name");
            }
        }

        return files;
    }

    private static Dictionary<string, double>? Start(ref WireReader reader)
    {
        var present = Flag(ref reader);
        var start = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var left = reader.Count(); left > 0; left--)
        {
            start[reader.Text()] = reader.Double();
        }

        return present ? start : null;
    }

    private static TimeSpan? Timeout(ref WireReader reader)
    {
        var present = Flag(ref reader);
        var ticks = reader.Int64();
        return !present ? null : ticks > 0 ? TimeSpan.FromTicks(ticks) : throw new WireException("a timeout that is none");
    }
}
