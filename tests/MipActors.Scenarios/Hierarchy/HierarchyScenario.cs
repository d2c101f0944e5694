using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using MipActors.Actors;
using MipActors.Actors.Executors;
using MipActors.Actors.Settings;
using MipActors.Actors.Shutdown;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Sandbox.Provisioning;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>
/// The real hierarchy with real processes in a test's own actor system. At its end every executor has to be gone, which it
/// only is when its process is.
/// </summary>
public abstract class HierarchyScenario : TestKit, IAsyncLifetime
{
    private static readonly TimeSpan EndBudget = TimeSpan.FromSeconds(12);

    private readonly List<JobProgress> _progress = [];

    protected HierarchyScenario(ITestOutputHelper output, params (string Name, string Value)[] settings)
        : base(Load(settings), output: output) => Settings = MipSettings.From(Sys.Settings.Config);

    internal MipSettings Settings { get; }

    protected ServiceActors Actors { get; private set; } = null!;

    protected SolverService Service { get; private set; } = null!;

    /// <summary>What the jobs of this scenario reported on their way.</summary>
    protected IReadOnlyList<JobProgress> Progress
    {
        get
        {
            lock (_progress)
            {
                return [.. _progress];
            }
        }
    }

    public async Task InitializeAsync()
    {
        Processes.BecomeSubreaper();
        var launcher = await Launchers.Strongest;
        var provisioner = new Provisioner(
            new ProvisionerSettings(), (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
        // The first scenario of a machine waits for npm; the others find everything ready.
        await provisioner.ProvisionAsync(new Progress<string>(), CancellationToken.None);
        var root = Sys.ActorOf(MipService.Props(new MipSurroundings(Settings, launcher, provisioner, BeginAsync(launcher, provisioner)), NodeRole.Alone, _ => { }), "mip");
        Actors = await root.Ask<ServiceActors>(GetServiceActors.Instance, TimeSpan.FromSeconds(5));
        Service = new SolverService(Sys, Actors, Settings, launcher);
    }

    /// <summary>The sandbox that is there before the hierarchy; none, unless a scenario is about it.</summary>
    protected virtual Task<EarlySandbox?> BeginAsync(Launcher launcher, Provisioner provisioner) => Task.FromResult<EarlySandbox?>(null);

    public async Task DisposeAsync()
    {
        await ShutdownPhases.EndAllAsync(Actors, EscalationStep.Leave, EndBudget);
        await Sys.Terminate().WaitAsync(EndBudget);
    }

    /// <summary>Runs a program of the folder Programs.</summary>
    protected Task<JobReport> SolveAsync(string program, Func<SolveRequest, SolveRequest>? with = null, CancellationToken cancellation = default)
    {
        var request = new SolveRequest { Code = ProgramText(program), Timeout = TimeSpan.FromSeconds(60) };
        return Service.SolveAsync(with is null ? request : with(request), Note, cancellation).WaitAsync(TimeSpan.FromSeconds(120), CancellationToken.None);
    }

    protected static string ProgramText(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", name));

    /// <summary>The children of a supervisor at this moment, as the hierarchy itself has them: no message that a busy machine could answer late.</summary>
    protected static IReadOnlyList<IActorRef> ChildrenOf(IActorRef supervisor) => [.. ((ActorRefWithCell)supervisor).Children];

    /// <summary>Waits until something holds, looking ten times a second.</summary>
    protected Task UntilAsync(Func<bool> holds, TimeSpan limit) =>
        AwaitConditionAsync(() => Task.FromResult(holds()), limit, TimeSpan.FromMilliseconds(100));

    private void Note(JobProgress progress)
    {
        lock (_progress)
        {
            _progress.Add(progress);
        }
    }

    private static Config Load((string Name, string Value)[] settings) =>
        ConfigChain.Load(settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));
}
