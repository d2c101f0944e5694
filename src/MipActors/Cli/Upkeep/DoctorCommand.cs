using System.CommandLine;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Hosting;
using MipActors.Sandbox.Packages;
using MipActors.Solving;

namespace MipActors.Cli.Upkeep;

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
        var launcher = await Launcher.CreateAsync(new LauncherOptions { TryAll = true }, cancellation);
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

        Console.WriteLine(WorkerLaunch.IsNative(AppContext.BaseDirectory)
            ? "in use   the solver worker as native code"
            : "missing  the solver worker as native code; the managed one serves, which starts slower: build with -c Release where gcc or clang is");
        Limits(MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal))), Launcher.KernelHoldsMemory);
        return ExitCode.Answer;
    }

    private static void Limits(MipSettings settings, bool kernelHoldsMemory)
    {
        var (limits, packages) = (settings.Limits, settings.Packages);
        Console.WriteLine("in use   Deno's permissions: a program reads the sandbox's own parts, and is denied everything else");
        Console.WriteLine($"""
            limits   Python {limits.ProgramMemoryBytes >> 20} MiB, everything in the sandbox {limits.ProcessMemoryBytes >> 20} MiB, JavaScript {limits.JavaScriptHeapBytes >> 20} MiB, {limits.Tasks} threads
                     wall clock {settings.Jobs.DefaultTimeout.TotalSeconds:0} s unless the call says otherwise, output {limits.OutputBytes >> 10} KiB
            """);
        Console.WriteLine(kernelHoldsMemory
            ? "in use   prlimit: the kernel, too, bounds a sandbox's memory, and no core is dumped"
            : "missing  prlimit: a sandbox's memory is bounded by looking at it alone; apt-get install util-linux");
        var wheels = WheelFolder.Read(new[] { packages.Wheels }.OfType<string>());
        Console.WriteLine(packages.Wheels is null
            ? "imports  Python's standard library and PuLP (setting mipactors.packages)"
            : $"imports  Python's standard library, PuLP, and from {packages.Wheels}: {string.Join(", ", wheels.Wheels.SelectMany(wheel => wheel.Modules).DefaultIfEmpty("nothing"))}");
        foreach (var (file, reason) in wheels.Refused)
        {
            Console.WriteLine($"         not {file}: {reason}");
        }
    }
}
