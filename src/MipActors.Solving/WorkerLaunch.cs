using System.Runtime.InteropServices;
using MipActors.Containment;

namespace MipActors.Solving;

/// <summary>How a solver worker is started.</summary>
public static class WorkerLaunch
{
    private const string Folder = "worker";
    private const string Name = "MipActors.SolverWorker";

    /// <summary>
    /// The launch spec of the worker that lies in <c>worker/</c> below this folder: the managed one, run by the runtime that runs this
    /// process, or a native one where there is only that.
    /// </summary>
    /// <param name="baseDirectory">The folder of the server's own program: <see cref="AppContext.BaseDirectory"/>.</param>
    /// <exception cref="FileNotFoundException">No worker lies there; the message says where it was looked for.</exception>
    public static LaunchSpec Spec(string baseDirectory)
    {
        var folder = Path.Combine(Path.GetFullPath(baseDirectory), Folder);
        var managed = Path.Combine(folder, Name + ".dll");
        var native = Path.Combine(folder, OperatingSystem.IsWindows() ? Name + ".exe" : Name);
        if (File.Exists(managed))
        {
            return Managed(folder, managed);
        }

        return File.Exists(native) ? Native(folder, native) : throw new FileNotFoundException(
            $"no solver worker: neither {managed} nor {native} exists. Build or install mipactors again; the folder worker/ belongs beside it.",
            managed);
    }

    private static LaunchSpec Native(string folder, string file) => new()
    {
        File = file,
        ReadOnlyFolders = [folder],
        WorkingDirectory = folder,
    };

    private static LaunchSpec Managed(string folder, string assembly)
    {
        var root = DotnetRoot();
        return new LaunchSpec
        {
            File = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"),
            Arguments = ["exec", assembly],
            ReadOnlyFolders = [folder, root],
            WorkingDirectory = folder,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOTNET_ROOT"] = root,

                // A killed process would leave its diagnostic pipes in the temp folder.
                ["DOTNET_EnableDiagnostics"] = "0",

                // Short-lived, one busy thread: no second tier, no instrumentation, no collector threads.
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            },
        };
    }

    // The runtime's own folder is <root>/shared/Microsoft.NETCore.App/<version>/.
    private static string DotnetRoot()
    {
        var runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        var target = new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root;
        return File.Exists(Path.Combine(target, "dotnet")) || File.Exists(Path.Combine(target, "dotnet.exe"))
            ? target
            : throw new FileNotFoundException($"no dotnet in {target}, which the runtime in {runtime} should belong to", target);
    }
}
