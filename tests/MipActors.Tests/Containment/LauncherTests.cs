using MipActors.Containment;

namespace MipActors.Tests.Containment;

public sealed class LauncherTests
{
    [Fact]
    public async Task Every_layer_is_diagnosed_the_strongest_first_and_the_strongest_available_is_chosen()
    {
        var launcher = await Launcher.CreateAsync(new LauncherOptions { TryAll = true }, CancellationToken.None);
        Assert.Equal(["bubblewrap", "unshare", "portable"], launcher.Diagnosis.Select(d => d.Layer));
        Assert.All(launcher.Diagnosis, d => Assert.Equal(d.Available, d.Reason.Length == 0));
        Assert.Equal(launcher.Diagnosis.First(d => d.Available).Level, launcher.Level);
    }

    [Fact]
    public async Task Where_namespaces_are_forbidden_a_server_falls_back_and_refuses_a_level_that_is_demanded_with_the_remedy()
    {
        var (exitCode, words) = await KillableServer.DiagnoseWithoutNamespacesAsync(ContainmentLevel.Portable);
        Assert.Equal(0, exitCode);
        Assert.Contains("portable: available", words, StringComparison.Ordinal);

        (exitCode, words) = await KillableServer.DiagnoseWithoutNamespacesAsync(ContainmentLevel.Namespaces);
        Assert.Equal(1, exitCode);
        Assert.Contains("containment of level Namespaces was demanded, but this machine gives Portable", words, StringComparison.Ordinal);
        Assert.Contains("bubblewrap: ", words, StringComparison.Ordinal);
        Assert.Contains("unshare: ", words, StringComparison.Ordinal);
        Assert.Contains("sysctl", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/no/such/program", "/usr/bin", "/no/such/program")]
    [InlineData("/usr/bin/env", "/no/such/folder", "/no/such/folder")]
    [InlineData("/usr/bin/env", "/etc", "is in none of the folders")]
    public async Task A_spec_that_can_not_work_is_refused_by_name(string file, string workingDirectory, string word)
    {
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), CancellationToken.None);
        var spec = new LaunchSpec { File = file, WorkingDirectory = workingDirectory, ReadOnlyFolders = ["/usr/bin"] };
        var refusal = await Assert.ThrowsAsync<ContainmentException>(() => launcher.StartAsync(spec, CancellationToken.None));
        Assert.Contains(word, refusal.Message, StringComparison.Ordinal);
    }
}
