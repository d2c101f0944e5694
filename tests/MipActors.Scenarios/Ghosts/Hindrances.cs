using System.Diagnostics;
using MipActors.Scenarios.Hierarchy;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Ghosts;

/// <summary>Why cells can not be run on this machine.</summary>
internal static class Hindrances
{
    // What root may do, a user without rights may not be allowed to: the program's own doctor tells, run as that user.
    private static readonly Lazy<string[]> OrdinaryDiagnosis = new(Diagnose);

    /// <summary>The layer that a server takes on this machine.</summary>
    public static Layer StrongestLayer => Enum.GetValues<Layer>().First(layer => Launchers.ReasonWithout(layer) is null);

    /// <summary>One sentence, or null when they can.</summary>
    public static string? Of(Layer layer, User user) =>
        !OperatingSystem.IsLinux() ? "the harness needs Linux's /proc and subreapers"
        : user == User.Root && !Environment.IsPrivilegedProcess ? "the tests do not run as root"
        : user == User.Ordinary && OrdinaryUser.Hindrance is { } hindrance ? hindrance
        : Launchers.ReasonWithout(layer) ?? (user == User.Ordinary ? ReasonWithoutForOrdinary(layer) : null);

    private static string? ReasonWithoutForOrdinary(Layer layer)
    {
        var at = Array.FindIndex(
            OrdinaryDiagnosis.Value, line => line.StartsWith("missing", StringComparison.Ordinal) && line.Contains(layer.ToString(), StringComparison.OrdinalIgnoreCase));
        // Two lines on: the first says what the layer protects from.
        return at < 0 ? null : $"for an ordinary user: {OrdinaryDiagnosis.Value[at + 2].Trim()}";
    }

    private static string[] Diagnose()
    {
        string[] vector = [.. OrdinaryUser.Through, StartedProgram.Host, "doctor"];
        var start = new ProcessStartInfo(vector[0], vector.Skip(1)) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = "/" };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var doctor = Process.Start(start)!;
        var lines = doctor.StandardOutput.ReadToEnd().Split('\n');
        doctor.WaitForExit();
        return lines;
    }
}
