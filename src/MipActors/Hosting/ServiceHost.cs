using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Executors;
using MipActors.Actors.Journal;
using MipActors.Actors.Nodes;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Control;
using MipActors.Sandbox.Provisioning;
using Serilog;

namespace MipActors.Hosting;

/// <summary>Builds the host that every face lives in: logging, settings, the hierarchy, the end of life.</summary>
public static class ServiceHost
{
    /// <summary>The settings of a host that is never started: no sandbox begins beside it.</summary>
    public static IReadOnlyDictionary<string, string> NothingWarm { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["mipactors.sandboxes.warm"] = "0" };

    /// <summary>
    /// A host that is ready to be started; <c>addFace</c> may add a face, which starts before the hierarchy and stops after it. A command that needs no
    /// hierarchy takes the task of <see cref="MipSurroundings"/> from its services.
    /// </summary>
    /// <param name="overrides">Settings of the command line.</param>
    /// <param name="role">What the process is in a cluster.</param>
    /// <param name="logLevel">Least level that is logged.</param>
    /// <param name="addFace">Adds services of a face.</param>
    /// <param name="cancellation">Ends the building.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    /// <exception cref="ContainmentException">The level of containment that is demanded is not to be had.</exception>
    public static async Task<IHost> BuildAsync(
        IReadOnlyDictionary<string, string> overrides, NodeRole role, LogLevel logLevel, Action<IServiceCollection> addFace, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        await AddServiceAsync(builder.Services, overrides, role, logLevel, addFace, cancellation);
        return builder.Build();
    }

    /// <summary>The same for a builder of another kind.</summary>
    /// <inheritdoc cref="BuildAsync"/>
    public static async Task AddServiceAsync(
        IServiceCollection to,
        IReadOnlyDictionary<string, string> overrides,
        NodeRole role,
        LogLevel logLevel,
        Action<IServiceCollection> addFace,
        CancellationToken cancellation)
    {
        var config = ConfigChain.Load(overrides, isNode: role != NodeRole.Alone);
        var settings = MipSettings.From(config);
        config = JournalConfig.Of(settings).WithFallback(config);
        var node = role == NodeRole.Alone ? null : NodeSettings.From(config, role);
        var containment = LauncherOptionsOf(settings.Containment);
        // The layers are tried while the face comes up: a client's first question is answered without them.
        var surroundings = Task.Run(() => SurroundingsAsync(settings, containment, runs: role != NodeRole.Gateway, cancellation), cancellation);
        if (containment is not { Minimum: ContainmentLevel.Portable, Exactly: null })
        {
            // Something is demanded, and may be refused.
            await surroundings;
        }

        to.AddSerilog(LoggerOf(logLevel), dispose: true);
        to.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
        to.AddSingleton(surroundings);
        to.AddSingleton<EndOfLife>().AddSingleton<IHostLifetime>(services => services.GetRequiredService<EndOfLife>());
        to.AddSingleton<ServiceGate>();
        OtlpExport.AddTo(to, role);
        addFace(to);
        to.AddAkka("mip", (akka, services) => akka
            .ConfigureLoggers(loggers =>
            {
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            })
            .WithMipService(
                config,
                node,
                surroundings,
                new MipCallbacks(
                    OnStarted: (service, actors) =>
                    {
                        services.GetRequiredService<ILogger<Launcher>>().LogInformation(
                            "containment: {Layer} ({Level})", service.Launcher.Layer.Name, service.Launcher.Level);
                        var end = services.GetRequiredService<EndOfLife>();
                        end.Actors = actors;
                        end.LeavingTime = node is null ? TimeSpan.Zero : NodeConfig.LeavingTime(node);
                        services.GetRequiredService<ServiceGate>().Open(service);
                    },
                    OnLost: why => services.GetRequiredService<EndOfLife>().Fail(why),
                    WordsWanted: () => !services.GetRequiredService<EndOfLife>().NobodyListens,
                    HasFailed: () => services.GetRequiredService<EndOfLife>().HasFailed)));
        to.AddHostedService<ControlSocket>();
    }

    private static async Task<MipSurroundings> SurroundingsAsync(MipSettings settings, LauncherOptions containment, bool runs, CancellationToken cancellation)
    {
        // First, for both mend the inherited state of SIGCHLD, which two threads may not do at once.
        var presumed = Launcher.Presume(containment);
        var launching = Task.Run(() => Launcher.CreateAsync(containment, cancellation), cancellation);
        var provisioner = ProvisionerOf(settings, launching);
        var beginning = runs ? EarlySandbox.StartAsync(presumed, launching, provisioner, settings, cancellation) : Task.FromResult<EarlySandbox?>(null);
        return new MipSurroundings(settings, await launching, provisioner, beginning);
    }

    private static Serilog.Core.Logger LoggerOf(LogLevel level) => new LoggerConfiguration()
        .MinimumLevel.Is(level switch
        {
            LogLevel.Trace or LogLevel.Debug => Serilog.Events.LogEventLevel.Debug,
            LogLevel.Information => Serilog.Events.LogEventLevel.Information,
            LogLevel.Warning => Serilog.Events.LogEventLevel.Warning,
            _ => Serilog.Events.LogEventLevel.Error,
        })
        // Each request has its line in the audit log, and each job its own.
        .MinimumLevel.Override("Microsoft.AspNetCore", Serilog.Events.LogEventLevel.Warning)
        .MinimumLevel.Override("ModelContextProtocol", Serilog.Events.LogEventLevel.Warning)
        .WriteTo.Console(
            standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
            outputTemplate: "[{Timestamp:HH:mm:ss.fff} {Level:u3}] {Message:lj} {Properties:j}{NewLine}{Exception}")
        .CreateLogger();

    private static LauncherOptions LauncherOptionsOf(ContainmentSettings settings) => new()
    {
        Minimum = settings.Minimum switch
        {
            "portable" => ContainmentLevel.Portable,
            "namespaces" => ContainmentLevel.Namespaces,
            "full" => ContainmentLevel.Full,
            var other => throw new SettingException($"The setting mipactors.containment.minimum is '{other}'; it takes portable, namespaces or full."),
        },
        Exactly = settings.Layer switch
        {
            "auto" => null,
            "portable" => ContainmentLevel.Portable,
            "unshare" => ContainmentLevel.Namespaces,
            "bubblewrap" => ContainmentLevel.Full,
            var other => throw new SettingException($"The setting mipactors.containment.layer is '{other}'; it takes auto, bubblewrap, unshare or portable."),
        },
    };

    private static Provisioner ProvisionerOf(MipSettings settings, Task<Launcher> launching) => new(
        new ProvisionerSettings
        {
            Root = settings.Provisioning.Folder,
            PulpWheel = settings.Provisioning.PulpWheel,
            LockPatience = settings.Provisioning.Patience,
            Wheels = settings.Packages.Wheels,
            Fetch = settings.Packages.Fetch,
            FetchSource = settings.Packages.Source,
        },
        async (spec, timeout, onLine, cancellation) => await ContainedCommand.RunAsync(await launching, spec, timeout, onLine, cancellation));
}
