using System.Runtime.InteropServices;
using MipActors.Containment;

namespace MipActors.Solving;

/// <summary>How a solver worker is started.</summary>
public static class WorkerLaunch
{
    private const string Folder = "worker";
    private const string Name = "MipActors.SolverWorker";

    // A folder that was copied has the time of the copying in each file.
    private static readonly TimeSpan Copying = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, string> RuntimeSettings = new(StringComparer.Ordinal)
    {
        // A killed process would leave its diagnostic pipes in the temp folder.
        ["DOTNET_EnableDiagnostics"] = "0",

        // Short-lived, one busy thread: no second tier, no instrumentation, no collector threads.
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
    };

    /// <summary>
    /// The launch spec of the worker that lies in <c>worker/</c> below this folder: the native one if there is one, else the managed one, run by dotnet or, in a
    /// self-contained folder, by a runtime of its own.
    /// </summary>
    /// <param name="baseDirectory">The folder of the server's own program: <see cref="AppContext.BaseDirectory"/>.</param>
    /// <exception cref="FileNotFoundException">No worker lies there; the message says where it was looked for.</exception>
    public static LaunchSpec Spec(string baseDirectory)
    {
        var (folder, managed, native) = FilesOf(baseDirectory);
        if (IsNative(baseDirectory) || HasRuntime(folder))
        {
            return ByItself(folder, native);
        }

        return File.Exists(managed) ? Managed(folder, managed) : throw new FileNotFoundException(
            $"no solver worker: neither {managed} nor {native} exists. Build or install mipactors again; the folder worker/ belongs beside it.",
            managed);
    }

    /// <summary>
    /// Whether the worker that lies there is native code. One that is older than the managed one beside it was left over by an earlier build,
    /// and does not count.
    /// </summary>
    /// <param name="baseDirectory">The folder of the server's own program.</param>
    public static bool IsNative(string baseDirectory)
    {
        var (folder, _, native) = FilesOf(baseDirectory);
        return File.Exists(native) && !HasRuntime(folder)
            && Directory.EnumerateFiles(folder, "MipActors.*.dll").All(part => File.GetLastWriteTimeUtc(part) <= File.GetLastWriteTimeUtc(native) + Copying);
    }

    private static (string Folder, string Managed, string Native) FilesOf(string baseDirectory)
    {
        var folder = Path.Combine(Path.GetFullPath(baseDirectory), Folder);
        return (folder, Path.Combine(folder, Name + ".dll"), Path.Combine(folder, Name + (OperatingSystem.IsWindows() ? ".exe" : "")));
    }

    /// <summary>Whether the managed worker there has the runtime beside it.</summary>
    private static bool HasRuntime(string folder) =>
        Array.Exists(["libhostfxr.so", "libhostfxr.dylib", "hostfxr.dll"], file => File.Exists(Path.Combine(folder, file)));

    private static LaunchSpec ByItself(string folder, string file) => new()
    {
        File = file,
        ReadOnlyFolders = [folder],
        WorkingDirectory = folder,
        Environment = HasRuntime(folder) ? RuntimeSettings : new Dictionary<string, string>(),
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
            Environment = new Dictionary<string, string>(RuntimeSettings, StringComparer.Ordinal) { ["DOTNET_ROOT"] = root },
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
