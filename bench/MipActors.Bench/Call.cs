using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol.Client;

namespace MipActors.Bench;

/// <summary>One answered call of <c>execute_mip_code</c>.</summary>
/// <param name="Asked">When, as <see cref="Stopwatch"/> counts.</param>
/// <param name="Answered">When.</param>
/// <param name="Report">The answer.</param>
internal sealed record Call(long Asked, long Answered, JsonElement Report)
{
    /// <summary>As the client sees it.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(Asked, Answered).TotalSeconds;

    /// <summary>The solution's own clock: from the call's arrival at the worker to the answer.</summary>
    public double SolverSeconds => Solution.GetProperty("solve_time").GetDouble();

    public double Objective => Solution.GetProperty("objective_value").GetDouble();

    public JsonElement Solution => Report.GetProperty("solution");

    /// <summary>Seconds of a stage by the report's own timings.</summary>
    public double Stage(string name) => Report.GetProperty("timings").GetProperty(name).GetDouble();

    /// <summary>Has a server run a program, as an agent does; the answer has to be verified.</summary>
    /// <exception cref="BenchException">It answers with an error, or with what did not pass verification.</exception>
    public static async Task<Call> MakeAsync(
        ServerProcess server, McpClient client, string code, IReadOnlyDictionary<string, object?> more, CancellationToken cancellation)
    {
        var arguments = new Dictionary<string, object?>(more, StringComparer.Ordinal) { ["code"] = code };
        var asked = Stopwatch.GetTimestamp();
        var result = await client.CallToolAsync("execute_mip_code", arguments, cancellationToken: cancellation);
        var answered = Stopwatch.GetTimestamp();
        if (result.IsError == true || result.StructuredContent is not { } report)
        {
            throw new BenchException($"the server answered with an error: {JsonSerializer.Serialize(result.Content)}\n{server.LastWords()}");
        }

        return report.GetProperty("validation").GetProperty("is_valid").GetBoolean()
            ? new Call(asked, answered, report)
            : throw new BenchException("the server's answer is not verified");
    }
}
