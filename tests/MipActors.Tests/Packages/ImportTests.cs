using MipActors.Core.Model;
using MipActors.Sandbox;
using MipActors.Sandbox.Packages;
using MipActors.Tests.Provisioning;
using MipActors.Tests.Sandbox;

namespace MipActors.Tests.Packages;

/// <summary>Programs import what the server has wheels of and allows, and are told what else to do.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class ImportTests(SandboxFixture fixture)
{
    [Fact]
    public async Task Pure_Python_packages_are_imported_from_their_wheels()
    {
        using var folder = new TempFolder();
        await DebianWheel.MakeAsync("networkx", folder.Path);
        await DebianWheel.MakeAsync("sortedcontainers", folder.Path);
        var wheels = WheelFolder.Read([folder.Path]);
        Assert.Equal(["networkx", "sortedcontainers"], wheels.Wheels.SelectMany(wheel => wheel.Modules));
        await using var sandbox = await RunningSandbox.StartAsync(fixture.Installation with { Wheels = wheels.Wheels });

        var run = await sandbox.RunAsync("imports_packages");

        Assert.Equal("flow 4.0\nsorted [1, 2, 3]\n", run.Stdout);
    }

    [Fact]
    public async Task A_module_of_Pyodides_own_distribution_is_named_with_its_wheel()
    {
        await using var sandbox = await fixture.StartAsync();

        var finished = (await sandbox.RunAsync("imports_numpy")).Finished;

        Assert.Contains("numpy is not in the sandbox", finished.Hint, StringComparison.Ordinal);
        Assert.Contains("_wasm32.whl", finished.Hint, StringComparison.Ordinal);
        Assert.Contains("mipactors.packages.wheels", finished.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("imports_what_is_refused", "os")]
    [InlineData("imports_packages", "networkx")]
    public async Task What_the_settings_refuse_is_not_imported(string program, string module)
    {
        var limits = new SandboxLimits { AllowedImports = ["sortedcontainers"], RefusedImports = ["os"] };
        await using var sandbox = await fixture.StartAsync(limits);

        var finished = (await sandbox.RunAsync(program)).Finished;

        Assert.Equal("ModuleNotFoundError", finished.ExceptionType);
        Assert.Contains($"does not let programs import '{module}'", finished.Message, StringComparison.Ordinal);
        Assert.Contains("allowed-imports", finished.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_settings_refuse_is_seen_without_running()
    {
        await using var sandbox = await fixture.StartAsync(new SandboxLimits { RefusedImports = ["os"] });

        var findings = (await sandbox.RunAsync("imports_what_is_refused", given: new SandboxProgram("") { Mode = ProgramMode.Validate })).Finished.Findings;

        Assert.Contains((FindingSeverity.Error, "import-refused", 1), findings.Select(one => (one.Severity, one.Code, one.Line ?? 0)));
    }

    [Fact]
    public async Task A_wheel_is_seen_without_running_and_PuLP_works_though_its_own_imports_are_refused()
    {
        using var folder = new TempFolder();
        await DebianWheel.MakeAsync("sortedcontainers", folder.Path);
        var installation = fixture.Installation with { Wheels = WheelFolder.Read([folder.Path]).Wheels };
        var limits = new SandboxLimits { RefusedImports = ["os", "sys", "json", "networkx"] };
        await using var looking = await RunningSandbox.StartAsync(installation, limits);
        await using var solving = await RunningSandbox.StartAsync(installation, limits);

        var findings = (await looking.RunAsync("imports_packages", given: new SandboxProgram("") { Mode = ProgramMode.Validate })).Finished.Findings;
        var run = await solving.RunAsync("states_a_knapsack");

        Assert.DoesNotContain(findings, one => one.Message.Contains("sortedcontainers", StringComparison.Ordinal));
        Assert.Contains(findings, one => one.Code == "import-refused" && one.Message.Contains("networkx", StringComparison.Ordinal));
        Assert.Equal(ProgramOutcome.Completed, run.Finished.Outcome);
    }
}
