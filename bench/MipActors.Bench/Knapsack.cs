using ModelContextProtocol.Client;

namespace MipActors.Bench;

/// <summary>The model that every way solves: 20 binary variables, one row.</summary>
internal static class Knapsack
{
    private const double Optimum = 5188; // By dynamic programming over the capacity.
    private const double Tolerance = 1e-6;

    private static readonly Dictionary<string, object?> NothingMore = [];

    public static string File { get; } = Programs.File("knapsack.py");

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

    /// <summary>Has a server solve it through its pipes.</summary>
    public static Task<Call> CallAsync(McpProcess server, CancellationToken cancellation) => CallAsync(server, server.Client, cancellation);

    /// <summary>Has a server solve it through <c>execute_mip_code</c>, as an agent does.</summary>
    public static async Task<Call> CallAsync(ServerProcess server, McpClient client, CancellationToken cancellation)
    {
        var call = await Call.MakeAsync(server, client, Code, NothingMore, cancellation);
        Check(call.Objective, "the server");
        return call;
    }
}
