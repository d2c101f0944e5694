using System.ComponentModel;
using System.Diagnostics;
using MipActors.Containment.Kernel;
using MipActors.Containment.Layers;

namespace MipActors.Containment;

/// <summary>Starts children in the strongest layer of this machine. One per server; thread-safe.</summary>
public sealed class Launcher
{
    private Launcher(ContainmentLayer layer, IReadOnlyList<LayerDiagnosis> diagnosis)
    {
        Layer = layer;
        Diagnosis = diagnosis;
    }

    /// <summary>The layer in force.</summary>
    public ContainmentLayer Layer { get; }

    /// <summary>Whether <see cref="LaunchSpec.MostWritableBytes"/> is held here.</summary>
    public static bool KernelHoldsMemory => Executables.ResourceLimits is not null;

    /// <summary>Its level.</summary>
    public ContainmentLevel Level => Layer.Level;

    /// <summary>What each layer that was tried is worth here, the strongest first.</summary>
    public IReadOnlyList<LayerDiagnosis> Diagnosis { get; }

    /// <summary>Tries the layers, the strongest first, until one works (30 ms each; 100 ms and more in a process that has just begun).</summary>
    /// <exception cref="ContainmentException">The level that is demanded is not to be had; the text says how to get it.</exception>
    public static async Task<Launcher> CreateAsync(LauncherOptions options, CancellationToken cancellation)
    {
        if (options.ProbeDeadline <= TimeSpan.Zero || options.ProbeDeadline > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ProbeDeadline, "the deadline of a probe lies in (0, 60] s");
        }

        InheritedState.Reset();
        var tried = new List<(ContainmentLayer Layer, LayerDiagnosis Diagnosis)>();
        foreach (var level in Candidates(options))
        {
            // Of the two forms of unshare the better of those that work, or the reason of the first, speaks for both.
            var probes = await Task.WhenAll(level.Select(layer => LayerProbe.RunAsync(layer, options.ProbeDeadline, cancellation)));
            tried.Add(probes.OrderByDescending(probe => probe.Diagnosis.Available).First());
            if (tried[^1].Diagnosis.Available && !options.TryAll)
            {
                break;
            }
        }

        return new Launcher(Choose(tried, options), [.. tried.Select(probe => probe.Diagnosis)]);
    }

    /// <summary>
    /// The launcher that <see cref="CreateAsync"/> comes to unless the layer does not work here: known at once, before anything was tried. What it starts is not to be
    /// used before that one has chosen the same level. Null where there is more than one form to choose from.
    /// </summary>
    /// <param name="options">Those that <see cref="CreateAsync"/> gets.</param>
    public static Launcher? Presume(LauncherOptions options)
    {
        InheritedState.Reset();
        var level = Candidates(options).FirstOrDefault(level => level.Any(layer => layer.Missing is null));
        return level?.Count() == 1 && level.Key >= options.Minimum ? new Launcher(level.Single(), []) : null;
    }

    /// <summary>Starts one child; its start has succeeded when the layer's program runs, which is before the command does.</summary>
    /// <param name="spec">What to start.</param>
    /// <param name="cancellation">Cancelled while it starts: the child, if there is one by then, is killed first.</param>
    /// <exception cref="ContainmentException">The spec names what does not exist, or the system refused the start.</exception>
    public Task<ContainedProcess> StartAsync(LaunchSpec spec, CancellationToken cancellation)
    {
        return StartAsync(Layer, spec, cancellation);
    }

    /// <summary>As <see cref="StartAsync(LaunchSpec, CancellationToken)"/>, in a layer that may not have proved itself yet.</summary>
    internal static async Task<ContainedProcess> StartAsync(ContainmentLayer layer, LaunchSpec spec, CancellationToken cancellation)
    {
        spec.Validate();
        var start = Describe(layer.Wrap(spec), spec);
        return await Spawner.Instance.RunAsync(
            () =>
            {
                InheritedState.SealDescriptors();
                var process = Start(start);
                try
                {
                    return new ContainedProcess(process, layer.Enclose(process, spec), spec.IsUrgent);
                }
                catch
                {
                    process.Kill(entireProcessTree: true);
                    throw;
                }
            },
            cancellation);
    }

    private static IEnumerable<IGrouping<ContainmentLevel, ContainmentLayer>> Candidates(LauncherOptions options) =>
        Strongest().GroupBy(layer => layer.Level).Where(level => options.TryAll || options.Exactly is null || level.Key == options.Exactly);

    private static IEnumerable<ContainmentLayer> Strongest()
    {
        yield return new BubblewrapLayer();
        yield return new UnshareLayer(ownUsers: true);
        if (Capabilities.SysAdmin)
        {
            yield return new UnshareLayer(ownUsers: false);
        }

        yield return new PortableLayer();
    }

    private static ContainmentLayer Choose(List<(ContainmentLayer Layer, LayerDiagnosis Diagnosis)> probes, LauncherOptions options)
    {
        if (options.Exactly is { } exactly)
        {
            var (layer, diagnosis) = probes.Single(p => p.Diagnosis.Level == exactly);
            return diagnosis.Available
                ? layer
                : throw new ContainmentException($"containment by {diagnosis.Layer} was demanded, but {diagnosis.Reason}");
        }

        // The portable layer is what remains when nothing works, even when it is not all that it could be.
        var chosen = probes.Find(p => p.Diagnosis.Available).Layer ?? probes[^1].Layer;
        return chosen.Level >= options.Minimum
            ? chosen
            : throw new ContainmentException(
                $"containment of level {options.Minimum} was demanded, but this machine gives {chosen.Level}: "
                + string.Join("; ", probes.Where(p => p.Diagnosis.Level >= options.Minimum).Select(p => $"{p.Diagnosis.Layer}: {p.Diagnosis.Reason}")));
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> vector, LaunchSpec spec)
    {
        var start = new ProcessStartInfo(vector[0], vector.Skip(1))
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        // Here and not in the vector of a layer: values in a command line can be read by everybody on the machine.
        if (spec.View == FileSystemView.Minimal)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception refusal)
        {
            throw new ContainmentException($"{start.FileName} could not be started: {refusal.Message}", refusal);
        }
    }
}
