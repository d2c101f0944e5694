using System.Diagnostics;
using System.Text.Json;

namespace MipActors.Bench;

/// <summary>The model that every way solves: 20 binary variables, one row.</summary>
internal static class Knapsack
{
    private const double Optimum = 5188; // By dynamic programming over the capacity.
    private const double Tolerance = 1e-6;

    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "programs", "knapsack.py");

    public static string Code { get; } = System.IO.File.ReadAllText(File);

    /// <summary>A fast answer that is wrong is no answer.</summary>
    /// <exception cref="BenchException">It is not the optimum.</exception>
    public static void Check(double? objective, string who)
    {
        if (objective is not { } value || Math.Abs(value - Optimum) > Tolerance)
        {
            throw new BenchException($"{who} answered {objective?.ToString("R") ?? "nothing"} where {Optimum:R} is right");
        }
    }

    /// <summary>Has a server solve it through <c>execute_mip_code</c>, as an agent does.</summary>
    public static async Task<Call> CallAsync(McpProcess server, CancellationToken cancellation)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = Code };
        var asked = Stopwatch.GetTimestamp();
        var result = await server.Client.CallToolAsync("execute_mip_code", arguments, cancellationToken: cancellation);
        var answered = Stopwatch.GetTimestamp();
        if (result.IsError == true || result.StructuredContent is not { } content)
        {
            throw new BenchException($"the server answered with an error: {JsonSerializer.Serialize(result.Content)}\n{server.LastWords()}");
        }

        var solution = content.GetProperty("solution");
        Check(solution.GetProperty("objective_value").GetDouble(), "the server");
        if (!content.GetProperty("validation").GetProperty("is_valid").GetBoolean())
        {
            throw new BenchException("the server's answer is not verified");
        }

        return new Call(asked, answered, content.GetProperty("timings"), solution.GetProperty("solve_time").GetDouble());
    }
}

/// <summary>One answered call.</summary>
/// <param name="Asked">When, as <see cref="Stopwatch"/> counts.</param>
/// <param name="Answered">When.</param>
/// <param name="Timings">The report's own: seconds of each stage.</param>
/// <param name="SolverSeconds">The solution's own clock: from the call's arrival at the worker to the answer.</param>
internal sealed record Call(long Asked, long Answered, JsonElement Timings, double SolverSeconds)
{
    /// <summary>As the client sees it.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(Asked, Answered).TotalSeconds;

    public double Stage(string name) => Timings.GetProperty(name).GetDouble();
}
