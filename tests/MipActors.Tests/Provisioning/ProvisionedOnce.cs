using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Provisioning;

/// <summary>One real installation for all tests of the class, made from nothing. Tests that harm it work on a copy.</summary>
public sealed class ProvisionedOnce : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _temp = new();

    public string Root => _temp.At("cache");

    public SandboxInstallation Installation { get; private set; } = null!;

    internal ProgressLines Progress { get; private set; } = null!;

    internal HostCommands Commands { get; } = new();

    public async Task InitializeAsync()
    {
        Progress = new ProgressLines();
        Installation = await new Provisioner(new ProvisionerSettings { Root = Root }, Commands.RunAsync)
            .ProvisionAsync(Progress, CancellationToken.None);
        Console.WriteLine(Progress.Timed);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Assert.Empty(HostCommands.AliveIn(Root));
        _temp.Dispose();
    }

    /// <summary>A copy of the installation as another root, times and modes kept.</summary>
    internal void CopyTo(string root)
    {
        foreach (var file in Directory.GetFiles(Root, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(root, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
