using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Mcp;

namespace MipActors.Scenarios.Decisions;

/// <summary>The names that all solvers know are those that callers' settings are sorted by.</summary>
public sealed class SolverParamsSpec
{
    public static TheoryData<string> Names => [.. SolveOptions.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_of_ours_never_becomes_a_raw_parameter(string name)
    {
        var nonsense = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { [name] = JsonElement.Parse("\"?\"") };
        var refused = Assert.Throws<ToolArgumentException>(() => SolverParams.Options("auto", nonsense, wantsLog: false));
        Assert.Contains($"solver_params.{name}", refused.Message, StringComparison.Ordinal);
    }
}
