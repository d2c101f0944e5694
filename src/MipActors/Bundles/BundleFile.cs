using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Reports;

namespace MipActors.Bundles;

/// <summary>
/// A <see cref="Bundle"/> as a ZIP file: texts for a person to read, and two entries that a replay reads, <c>request.json</c> with the
/// program beside it and <c>report.bin</c>.
/// </summary>
public static class BundleFile
{
    private const int MostEntryBytes = 1 << 30;
    private const string RequestName = "request.json";
    private const string DataName = "data.json";
    private const string ReportName = "report.bin";
    private const string VersionsName = "versions.json";

    private const string ReadMe =
        """
        One job of MipActors, to be made again with: mipactors replay THIS.zip

        program.py, model.lp or model.mps   what was to be solved, as it was given
        data.json, request.json             its data; options, limits and tolerances
        solved-model.mps                    the model of the last solve, which a program may have made of its data
        report.txt, report.json, report.bin the answer: for a person, for a program, and whole for the replay
        solver.log, progress.txt            what the solver said, and the job on its way
        versions.json                       what answered

        It holds the program and its data whole: give it only to whom you would give those.
        """;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        WriteIndented = true,
    };

    /// <summary>Writes a bundle.</summary>
    /// <exception cref="IOException">The file can not be written.</exception>
    public static void Write(string path, Bundle bundle)
    {
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        var (request, report) = (bundle.Request, bundle.Report);
        var view = ReportViews.Of(report, ReportSize.Whole);
        Add(zip, "README.txt", ReadMe);
        Add(zip, SourceName(request.Format), request.Code);
        Add(zip, RequestName, JsonSerializer.Serialize(request with { Code = "", DataJson = "{}" }, Json));
        Add(zip, DataName, request.DataJson);
        Add(zip, VersionsName, JsonSerializer.Serialize(bundle.Versions, Json));
        Add(zip, "report.txt", ReportText.Of(view));
        Add(zip, "report.json", JsonSerializer.Serialize(view, Json));
        Add(zip, ReportName, JobReportCodec.Encode(report).Span);
        Add(zip, "progress.txt", string.Join('\n', bundle.Progress));
        Add(zip, "solver.log", report.SolverLog ?? "");
        if (report.Model is { } model && ModelAsText(model) is { } text)
        {
            Add(zip, "solved-model.mps", text);
        }
    }

    /// <summary>Reads a bundle.</summary>
    /// <exception cref="FormatException">The file is no bundle; the message says what is wrong.</exception>
    /// <exception cref="IOException">The file can not be read.</exception>
    public static Bundle Read(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            var request = Parsed<SolveRequest>(zip, RequestName);
            var versions = Parsed<Dictionary<string, string>>(zip, VersionsName);
            return new Bundle(
                request with { Code = Text(zip, SourceName(request.Format)), DataJson = Text(zip, DataName) },
                JobReportCodec.Decode(Bytes(zip, ReportName)),
                versions,
                []);
        }
        catch (Exception fault) when (fault is InvalidDataException or WireException or JsonException)
        {
            throw new FormatException($"it is no bundle of this version: {fault.Message}", fault);
        }
    }

    private static string SourceName(ModelFormat? format) => format switch
    {
        ModelFormat.Lp => "model.lp",
        ModelFormat.Mps => "model.mps",
        _ => "program.py",
    };

    private static string? ModelAsText(LinearModel model)
    {
        try
        {
            return ModelText.Write(ModelFormat.Mps, model).Text;
        }
        catch (ModelFormatException)
        {
            return null; // report.bin has it all the same.
        }
    }

    private static void Add(ZipArchive zip, string name, string text) => Add(zip, name, Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> bytes)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(bytes);
    }

    private static T Parsed<T>(ZipArchive zip, string name) =>
        JsonSerializer.Deserialize<T>(Text(zip, name), Json) ?? throw new FormatException($"its {name} is null");

    private static string Text(ZipArchive zip, string name) => Encoding.UTF8.GetString(Bytes(zip, name));

    /// <summary>An entry, never more of it than it says that it has, nor than is allowed.</summary>
    private static byte[] Bytes(ZipArchive zip, string name)
    {
        var entry = zip.GetEntry(name) ?? throw new FormatException($"it has no {name}");
        if (entry.Length > MostEntryBytes)
        {
            throw new FormatException($"its {name} has {entry.Length:N0} bytes, more than the {MostEntryBytes:N0} that are read");
        }

        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
