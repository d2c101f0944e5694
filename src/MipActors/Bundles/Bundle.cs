using System.Reflection;
using System.Runtime.InteropServices;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Bundles;

/// <summary>One job with everything that it takes to make it again: what was asked, what was answered, and by which versions.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Report">What was answered.</param>
/// <param name="Versions">What answered, by name.</param>
/// <param name="Progress">The looks at the job on its way, a line each.</param>
public sealed record Bundle(SolveRequest Request, JobReport Report, IReadOnlyDictionary<string, string> Versions, IReadOnlyList<string> Progress)
{
    /// <summary>The versions of this program, of what it runs on, and of what took part in an answer.</summary>
    /// <param name="report">The answer.</param>
    /// <param name="sandbox">What ran the program; null when there was none.</param>
    public static IReadOnlyDictionary<string, string> VersionsOf(JobReport report, SandboxReady? sandbox)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["mipactors"] = typeof(Bundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["system"] = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
            ["cores"] = $"{Environment.ProcessorCount}",
        };
        if (report.Solution is { SolverVersion.Length: > 0 } solution)
        {
            versions[solution.Solver] = solution.SolverVersion;
        }

        if (sandbox is not null)
        {
            (versions["python"], versions["pulp"], versions["pyodide"], versions["deno"]) = (sandbox.Python, sandbox.Pulp, sandbox.Pyodide, sandbox.Deno);
        }

        return versions;
    }
}
