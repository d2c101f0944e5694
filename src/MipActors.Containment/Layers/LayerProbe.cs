using System.Text;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Layers;

/// <summary>Finds out what a layer is worth here by starting a command in it, with the very vector that children get.</summary>
internal static class LayerProbe
{
    private const int Expected = 42;
    private const int CapBytes = 4096;

    /// <summary>Tries a layer.</summary>
    public static async Task<(ContainmentLayer Layer, LayerDiagnosis Diagnosis)> RunAsync(
        ContainmentLayer layer, TimeSpan deadline, CancellationToken cancellation)
    {
        var reason = layer.Missing ?? await TryAsync(layer, deadline, cancellation);
        if (reason.StartsWith(Refusal.WithoutAWord, StringComparison.Ordinal))
        {
            // What refuses says why. A trial that ended otherwise than it should and without a word was seen once in some thousands, on a machine that did
            // much else: no ground to give up the layer.
            reason = await TryAsync(layer, deadline, cancellation);
        }

        return (layer, new LayerDiagnosis(layer.Name, layer.Level, reason.Length == 0, layer.ProtectsFrom, reason));
    }

    private static async Task<string> TryAsync(ContainmentLayer layer, TimeSpan deadline, CancellationToken cancellation)
    {
        if (Command() is not { } spec)
        {
            // Without a shell there is nothing to try with, and only the portable layer can do without.
            return "";
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(deadline);
        try
        {
            await using var process = await Launcher.StartAsync(layer, spec, patience.Token);
            var words = ReadAsync(process.Error, patience.Token);
            var exitCode = await process.Exited.WaitAsync(patience.Token);
            return exitCode == Expected ? "" : Refusal.Explain(await words, exitCode);
        }
        catch (ContainmentException refusal)
        {
            return refusal.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"it did not start a command within {deadline.TotalSeconds:0.#} s";
        }
    }

    private static LaunchSpec? Command()
    {
        if (OperatingSystem.IsWindows())
        {
            return new LaunchSpec
            {
                File = Path.Combine(Environment.SystemDirectory, "cmd.exe"),
                Arguments = ["/c", $"exit {Expected}"],
                WorkingDirectory = Environment.SystemDirectory,
                View = FileSystemView.Host,
            };
        }

        return Executables.Shell is not { } shell ? null : new LaunchSpec
        {
            File = shell,
            Arguments = ["-c", $"exit {Expected}"],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = "C" },
            WorkingDirectory = "/tmp",
        };
    }

    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[CapBytes];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
