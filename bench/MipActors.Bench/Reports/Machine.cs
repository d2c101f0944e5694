using MipActors.Containment;

namespace MipActors.Bench.Reports;

/// <summary>Where the figures come from.</summary>
/// <param name="Processors">Cores.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="Containment">The level that children ran in.</param>
/// <param name="Server">The executable under test.</param>
/// <param name="LoadBefore">Load average of the last minute before the run; above some 0.3 others were at work too.</param>
/// <param name="LoadAfter">The same after it; our own work is in it.</param>
internal sealed record Machine(int Processors, string Runtime, string Containment, string Server, string LoadBefore, string LoadAfter)
{
    public static Machine Look(Launcher launcher, string server) =>
        new(Environment.ProcessorCount, Environment.Version.ToString(), launcher.Level.ToString().ToLowerInvariant(), server, Load(), "");

    public Machine Again() => this with { LoadAfter = Load() };

    private static string Load() => OperatingSystem.IsLinux() ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
