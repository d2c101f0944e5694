using System.Reflection;
using System.Runtime.InteropServices;

namespace MipActors.SolverWorker;

/// <summary>Where the solvers' libraries lie: beside the worker, under the names that Google.OrTools' packages give them.</summary>
internal static class NativeSolvers
{
    /// <summary>The name that HiGHS' bindings import from.</summary>
    public const string Highs = "highs";

    /// <summary>The name that SCIP's bindings import from.</summary>
    public const string Scip = "scip";

    /// <summary>Tells the runtime where to look. Nothing is loaded before it is called.</summary>
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeSolvers).Assembly, Resolve);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var file = (name, Platform) switch
        {
            (Highs, "windows") => "highs.dll",
            (Highs, "mac") => "libhighs.1.dylib",
            (Highs, _) => "libhighs.so.1",
            (Scip, "windows") => "libscip.dll",
            (Scip, "mac") => "libscip.10.0.dylib",
            (Scip, _) => "libscip.so.10.0",
            _ => null,
        };
        return file is null ? 0 : NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, file));
    }

    private static string Platform => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "mac" : "linux";
}
