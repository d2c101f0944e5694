using System.CommandLine;
using MipActors.Containment;

namespace MipActors.Cli;

/// <summary><c>mipactors doctor</c>: which containment layers this machine gives, what each protects from, and how to get a missing one.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Show what this machine offers to contain child processes, by really trying it.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), cancellation);
        foreach (var layer in launcher.Diagnosis)
        {
            var mark = layer.Available ? layer.Level == launcher.Level ? "in use " : "works  " : "missing";
            Console.WriteLine($"{mark}  {layer.Layer} ({layer.Level.ToString().ToLowerInvariant()})");
            Console.WriteLine($"         {layer.ProtectsFrom}");
            if (!layer.Available)
            {
                Console.WriteLine($"         {layer.Reason}");
            }
        }

        return ExitCode.Answer;
    }
}
