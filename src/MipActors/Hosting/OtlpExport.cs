using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MipActors.Hosting;

/// <summary>
/// Sends metrics and spans by OTLP to where OpenTelemetry's own environment variables say: from before the hierarchy counts anything until after its last
/// span. Without OTEL_EXPORTER_OTLP_ENDPOINT it is not there, and no assembly of OpenTelemetry is loaded.
/// </summary>
internal sealed class OtlpExport(NodeRole role, Uri endpoint, ILogger<OtlpExport> log) : IHostedLifecycleService
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string Disabled = "OTEL_SDK_DISABLED";

    /// <summary>Name of the meter and of the source of spans in MipActors.Actors.</summary>
    private const string Source = "MipActors";

    /// <summary>Of the spans of MCP's requests, by the SDK, which continues the trace that a client gives in <c>_meta</c>.</summary>
    private const string Protocol = "Experimental.ModelContextProtocol";

    /// <summary>What lies there still is worth so much of a server's end, and no more.</summary>
    private static readonly TimeSpan FlushBudget = TimeSpan.FromSeconds(1);

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    /// <summary>Adds it to a host where the environment wants it.</summary>
    /// <exception cref="SettingException">The endpoint is no address.</exception>
    public static void AddTo(IServiceCollection services, NodeRole role)
    {
        if (Environment.GetEnvironmentVariable(Endpoint) is not { Length: > 0 } endpoint
            || string.Equals(Environment.GetEnvironmentVariable(Disabled), "true", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new SettingException($"The environment variable {Endpoint} is '{endpoint}'; it takes an address like http://127.0.0.1:4317.");
        }

        services.AddHostedService(built => new OtlpExport(role, address, built.GetRequiredService<ILogger<OtlpExport>>()));
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        // Builders of their own: those of a host would look for OTEL_… in its configuration, which this host does not have.
        _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(Source).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Source, Protocol).AddProcessor(new Discretion()).AddOtlpExporter().Build();
        log.LogInformation("metrics and traces go to {Endpoint}", endpoint);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _traces?.Shutdown((int)FlushBudget.TotalMilliseconds), CancellationToken.None),
        Task.Run(() => _metrics?.Shutdown((int)FlushBudget.TotalMilliseconds), CancellationToken.None));

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The SDK's spans carry the text of a tool's error, which quotes the program, and addresses of resources, which name models.</summary>
    private sealed class Discretion : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            if (data.Source.Name == Protocol)
            {
                data.SetStatus(data.Status).SetTag("mcp.resource.uri", null);
            }
        }
    }

    /// <summary>What the environment says of the resource (OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) wins.</summary>
    private void Describe(ResourceBuilder resource) => resource
        .AddService("mipactors", serviceVersion: typeof(OtlpExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion)
        .AddAttributes([new("mipactors.node.role", role.ToString().ToLowerInvariant())])
        .AddEnvironmentVariableDetector();
}
