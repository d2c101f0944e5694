using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MipActors.Hosting;

/// <summary>What machines ask that start, restart and choose between servers; they have no token and know no name.</summary>
internal static class HealthPages
{
    private const string Health = "/health";
    private const string Ready = "/ready";

    /// <summary>Whether a request is for one of them.</summary>
    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments(Health) || request.Path.StartsWithSegments(Ready);

    /// <summary>Adds both: the process lives; the hierarchy stands, has joined its cluster where there is one, and does not end.</summary>
    public static void Map(WebApplication app)
    {
        var gate = app.Services.GetRequiredService<ServiceGate>();
        app.MapGet(Health, (RequestDelegate)(context => context.Response.WriteAsync("ok\n")));
        app.MapGet(Ready, (RequestDelegate)(async context =>
        {
            var isReady = gate.IsOpen && !app.Lifetime.ApplicationStopping.IsCancellationRequested
                && (await gate.ServiceAsync(context.RequestAborted)).IsJoined;
            context.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(isReady ? "ready\n" : "not ready\n");
        }));
    }
}
