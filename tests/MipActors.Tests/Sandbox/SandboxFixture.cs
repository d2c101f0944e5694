using System.Runtime.CompilerServices;
using MipActors.Containment;
using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Sandbox;

[CollectionDefinition(nameof(SandboxFixture))]
public sealed class SandboxParts : ICollectionFixture<SandboxFixture>;

/// <summary>The parts of a sandbox, provisioned as for any user; the first test run of a machine waits for npm here.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    /// <summary>The same without its snapshot.</summary>
    public SandboxInstallation Cold { get; private set; } = null!;

    public SandboxInstallation Installation { get; private set; } = null!;

    public static string Program(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../Programs", name + ".py"));

    public async Task InitializeAsync()
    {
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), CancellationToken.None);
        var provisioner = new Provisioner(
            new ProvisionerSettings(), (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
        Installation = await provisioner.ProvisionAsync(new Progress<string>(), CancellationToken.None);
        Assert.NotNull(Installation.SnapshotPath);
        Cold = Installation with { SnapshotPath = null };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A sandbox that is ready, from the snapshot.</summary>
    internal Task<RunningSandbox> StartAsync(SandboxLimits? limits = null) => RunningSandbox.StartAsync(Installation, limits);
}
