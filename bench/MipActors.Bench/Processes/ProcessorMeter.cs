using System.Globalization;

namespace MipActors.Bench.Processes;

/// <summary>
/// Processor seconds of the server and all that it starts: what the machine, which does nothing else, spends beside this process. Children can not be asked, for what ends
/// with its namespace is accounted to nobody; and to look at them often enough to miss little took a fifth of two cores from them.
/// </summary>
internal static class ProcessorMeter
{
    private const double TicksPerSecond = 100; // USER_HZ, proc_stat(5)
    private static readonly int[] Busy = [1, 2, 3, 6, 7]; // user, nice, system, irq, softirq

    /// <summary>Seconds since the machine was started.</summary>
    public static double Seconds()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (Busy.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture)) / TicksPerSecond) - Environment.CpuUsage.TotalTime.TotalSeconds;
    }
}
