using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Actors.Executors;

/// <summary>
/// The first sandbox, begun before there are actors, so that it and they come up side by side. Until the first executor owns it nobody
/// supervises it; its guardian and its layer end it with the server all the same. Whoever does not hand it on disposes of it.
/// </summary>
public sealed class EarlySandbox : IDisposable
{
    private EarlySandbox(SandboxInstallation installation, ContainedProcess process, SandboxSession session) =>
        (Installation, Process, Session) = (installation, process, session);

    /// <summary>What it was started from.</summary>
    public SandboxInstallation Installation { get; private set; }

    /// <summary>Its process.</summary>
    internal ContainedProcess Process { get; }

    /// <summary>The conversation with it, in which hello was said.</summary>
    internal SandboxSession Session { get; }

    /// <summary>
    /// Starts one; null where that does not go at once and well. The supervisor then takes the ordinary way, which waits for what is
    /// missing and says what is wrong.
    /// </summary>
    /// <param name="presumed">The launcher of the layer that will most likely be chosen, in which it then need not wait for the choice.</param>
    /// <param name="launching">The launcher, as soon as its layers are tried.</param>
    /// <param name="provisioner">Knows what lies on the disk, whose soundness is not waited for either.</param>
    /// <param name="settings">Every setting; where none is kept warm, none is started.</param>
    /// <param name="cancellation">Ends the start, and what is started by then.</param>
    public static async Task<EarlySandbox?> StartAsync(
        Launcher? presumed, Task<Launcher> launching, Provisioner provisioner, MipSettings settings, CancellationToken cancellation)
    {
        EarlySandbox? early = null;
        try
        {
            if (settings.Sandboxes.Warm == 0 || await provisioner.FindAsync(cancellation) is not { } found)
            {
                return null;
            }

            early = presumed is null ? null : await BeginAsync(presumed, found.Presumed, settings, cancellation);
            var (launcher, installation) = (await launching, await found.Sound);
            if (early is not null && installation is not null && launcher.Level == presumed?.Level)
            {
                early.Installation = installation;
                return early;
            }

            early?.Dispose();
            early = null;
            return installation is null ? null : await BeginAsync(launcher, installation, settings, cancellation);
        }
        catch (Exception)
        {
            early?.Dispose();
            return null;
        }
    }

    private static async Task<EarlySandbox> BeginAsync(Launcher launcher, SandboxInstallation installation, MipSettings settings, CancellationToken cancellation)
    {
        var limits = PyodideExecutor.LimitsOf(settings);
        var process = await launcher.StartAsync(SandboxLaunch.Spec(installation, limits) with { IsUrgent = true }, cancellation);
        try
        {
            var session = new SandboxSession(process.Input, process.Output, limits);
            await session.HelloAsync(installation, cancellation);
            return new EarlySandbox(installation, process, session);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends its process.</summary>
    public void Dispose()
    {
        Session.Dispose();
        Process.Dispose();
    }
}
