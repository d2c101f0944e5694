using System.Reflection;
using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>Where the solvers' libraries lie: beside the worker, under the names that Google.OrTools' packages give them.</summary>
internal static class NativeSolvers
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal);

    /// <summary>Tells under which file name a library that bindings import from lies on each system; null where it does not exist.</summary>
    public static void Add(string name, string linux, string mac, string? windows) =>
        Files[name] = (OperatingSystem.IsWindows() ? windows : OperatingSystem.IsMacOS() ? mac : linux) ?? "";

    /// <summary>Whether the library exists for this system.</summary>
    public static bool Has(string name) => Files.TryGetValue(name, out var file) && File.Exists(Path.Combine(AppContext.BaseDirectory, file));

    /// <summary>Tells the runtime where to look. Nothing is loaded before it is called.</summary>
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeSolvers).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        Files.TryGetValue(name, out var file) ? NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, file)) : 0;
}
