using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Actors.Executors;

/// <summary>To the supervisor of the sandboxes: what runs in them? Answered with <see cref="SandboxKnown"/> or <see cref="Unavailable"/>.</summary>
public sealed record DescribeSandbox;

/// <summary>What runs in the sandboxes, as the first of them said before any program ran in it.</summary>
/// <param name="Sandbox">Its versions, and whether it came from the snapshot.</param>
public sealed record SandboxKnown(SandboxReady Sandbox);

/// <summary>
/// Parent of the <see cref="PyodideExecutor"/>s. Starts none before what they need is on the disk; sees to that itself, at
/// its start where some are kept warm, and when a Run asks and it is not there.
/// </summary>
public sealed class ExecutorSupervisor : WarmSupervisor
{
    private readonly Launcher _launcher;
    private readonly Provisioner _provisioner;
    private readonly MipSettings _settings;
    private readonly Task<EarlySandbox?> _beginning;
    private readonly CancellationTokenSource _life = new();

    private readonly FirstWord<SandboxKnown> _sandbox = new();
    private SandboxInstallation? _installation;
    private EarlySandbox? _early;
    private string _setUpStep = "looking at the sandbox's files";
    private bool _settingUp;

    /// <summary>A supervisor that provisions and then fills its pool; what may have begun before it is the first of its children.</summary>
    public ExecutorSupervisor(Launcher launcher, Provisioner provisioner, MipSettings settings, Task<EarlySandbox?> beginning)
        : base(settings.Sandboxes)
    {
        _beginning = beginning;
        _launcher = launcher;
        _provisioner = provisioner;
        _settings = settings;
    }

    /// <inheritdoc/>
    protected override bool CanStart => _installation is not null;

    /// <inheritdoc/>
    protected override bool IsCurious => _sandbox.IsAwaited;

    /// <inheritdoc/>
    protected override string WaitingFor => CanStart ? "waiting for a sandbox" : _setUpStep;

    /// <inheritdoc/>
    protected override string ChildName => "pyodide";

    /// <summary>How to make one.</summary>
    public static Props Props(Launcher launcher, Provisioner provisioner, MipSettings settings, Task<EarlySandbox?> beginning) =>
        Akka.Actor.Props.Create(() => new ExecutorSupervisor(launcher, provisioner, settings, beginning));

    /// <inheritdoc/>
    protected override Props ChildProps()
    {
        var installation = _installation!;
        var early = _early;
        _early = null;
        return Akka.Actor.Props.Create(() => new PyodideExecutor(_launcher, installation, _settings, early));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        if (_settings.Sandboxes.Warm > 0)
        {
            _settingUp = true;
            _beginning.PipeTo(Self, success: early => new Begun(early));
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
        _early?.Dispose();
        if (_installation is null)
        {
            // It was not heard of yet.
            _ = _beginning.ContinueWith(
                static begun => begun.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }

    /// <inheritdoc/>
    protected override void OnAcquireBlocked() => Provision();

    /// <inheritdoc/>
    protected override void OnHopeless(JobFault fault) => _sandbox.GiveUp(fault);

    /// <inheritdoc/>
    protected override void OnEnding() => _life.Cancel();

    /// <inheritdoc/>
    protected override bool OnOther(object message)
    {
        switch (message)
        {
            case Begun begun:
                OnBegun(begun.Early);
                return true;
            case SetUpStep step:
                _setUpStep = step.Text;
                Log.Info("{0}", step.Text);
                TellPositions();
                return true;
            case Provisioned provisioned:
                _settingUp = false;
                _installation = provisioned.Installation;
                Refill();
                return true;
            case NotProvisioned failed:
                _settingUp = false;
                OnSetUpFailed(failed.Fault);
                return true;
            case DescribeSandbox:
                _sandbox.Ask(Sender);
                Provision();
                Refill();
                return true;
            case SandboxKnown known:
                _sandbox.Say(known);
                return true;
            default:
                return false;
        }
    }

    private void OnBegun(EarlySandbox? early)
    {
        _settingUp = false;
        if (early is null)
        {
            Provision();
            return;
        }

        (_installation, _early) = (early.Installation, early);
        Refill();
    }

    private void OnSetUpFailed(Exception cause)
    {
        if (_life.IsCancellationRequested)
        {
            return; // The server ends; whoever waits was told.
        }

        // What the operator can mend is a sentence; anything else is a fault of ours and wants its stack.
        if (cause is ProvisioningException)
        {
            Log.Warning("the sandbox could not be set up: {0}", cause.Message);
        }
        else
        {
            Log.Error(cause, "the sandbox could not be set up");
        }

        var fault = new JobFault("set-up-failed", $"The sandbox could not be set up. {cause.Message}")
        {
            Hint = "Mend what the sentence names, then repeat the call, or run `mipactors setup` to see each step.",
        };
        RefuseAll(fault);
        _sandbox.GiveUp(fault);
    }

    private void Provision()
    {
        if (_settingUp || CanStart || _life.IsCancellationRequested)
        {
            return;
        }

        _settingUp = true;
        var self = Self;
        var steps = new StepsTo(self);
        Task.Run(() => _provisioner.ProvisionAsync(steps, _life.Token), _life.Token)
            .PipeTo(self, success: installation => new Provisioned(installation), failure: fault => new NotProvisioned(fault));
    }

    private sealed class StepsTo(IActorRef target) : IProgress<string>
    {
        public void Report(string value) => target.Tell(new SetUpStep(value));
    }

    private sealed record Begun(EarlySandbox? Early) : INoSerializationVerificationNeeded;

    private sealed record SetUpStep(string Text) : INoSerializationVerificationNeeded;

    private sealed record Provisioned(SandboxInstallation Installation) : INoSerializationVerificationNeeded;

    private sealed record NotProvisioned(Exception Fault) : INoSerializationVerificationNeeded;
}
