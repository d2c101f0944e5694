using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MipActors.Actors.Telemetry;

namespace MipActors.Scenarios.Documents;

/// <summary><c>docs/telemetry.md</c> names each metric that there is, with its kind and unit, and no other.</summary>
public sealed partial class TelemetrySpec
{
    [Fact]
    public async Task The_table_of_metrics_is_what_is_measured()
    {
        var measured = new List<string>();
        using (var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(instrument) })
        {
            listener.Start();
            RuntimeHelpers.RunClassConstructor(typeof(Instruments).TypeHandle);
        }

        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "telemetry.md"));
        var named = Row().Matches(page).Select(row => row.Groups["row"].Value);
        Assert.Equal(named.Order(StringComparer.Ordinal), measured.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        void Add(Instrument instrument)
        {
            if (instrument.Meter.Name == Instruments.Name)
            {
                measured.Add($"`{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}`");
            }
        }
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        UpDownCounter<long> => "up-down counter",
        Counter<long> => "counter",
        Histogram<double> => "histogram",
        _ => instrument.GetType().Name,
    };

    [GeneratedRegex(@"^\| (?<row>`mipactors[^|]*\| [a-z-]+(?: counter)? \| `[^`]*`)", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();
}
