using System.Globalization;

namespace MipActors.Scenarios.Ghosts;

/// <summary>Whether this machine has time for a measurement.</summary>
internal static class Machine
{
    private const int Looks = 20;
    private const int BusyFactor = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// 1 on a machine that has a core free for us most of the time; more on one where others compute: there a time says as much
    /// about them as about us, and is held to that much more.
    /// </summary>
    public static async Task<int> SlacknessAsync()
    {
        var runnable = 0;
        for (var look = 0; look < Looks; look++)
        {
            // proc(5): the fourth field is "runnable threads/all threads", right now.
            runnable += int.Parse((await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[3].Split('/')[0], CultureInfo.InvariantCulture);
            await Task.Delay(Pause);
        }

        return runnable > Looks * (Environment.ProcessorCount + 1) ? BusyFactor : 1;
    }
}
