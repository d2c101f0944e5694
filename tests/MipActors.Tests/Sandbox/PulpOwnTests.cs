using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Sandbox;
using MipActors.Solving;
using MipActors.Tests.Solving;
using Xunit.Abstractions;

namespace MipActors.Tests.Sandbox;

/// <summary>The part of PuLP's own test-suite that needs no foreign solver, run in a real sandbox and answered by a real worker.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class PulpOwnTests(SandboxFixture fixture, ITestOutputHelper output)
{
    /// <summary>A folder with the package folder <c>pulp/</c> of another release, tests included, as in its source; nothing is fetched.</summary>
    private const string OtherRelease = "MIPACTORS_PULP_SOURCE";

    [Fact]
    public Task The_installed_PuLP_passes_its_own_tests() => PassesAsync(fixture.Installation);

    [Fact]
    public async Task Another_release_passes_its_own_tests()
    {
        if (Environment.GetEnvironmentVariable(OtherRelease) is not { Length: > 0 } folder)
        {
            output.WriteLine($"skipped: {OtherRelease} names no folder");
            return;
        }

        await PassesAsync(fixture.Cold with { PulpFolder = folder });
    }

    private async Task PassesAsync(SandboxInstallation installation)
    {
        await using var sandbox = await RunningSandbox.StartAsync(installation);
        await using var worker = await WorkerProcess.StartAsync();

        var run = await sandbox.RunAsync("runs_pulps_own_tests", call => Solve(worker, call), log: () => worker.Log);

        output.WriteLine(run.Stdout);
        output.WriteLine($"{run.Calls.Count} solves, {run.Finished.Message}");
        Assert.Equal(ProgramOutcome.Completed, run.Finished.Outcome);
        Assert.Matches(@"(?m)^PuLP [\d.]+: [4-9]\d of \d+ passed", run.Stdout);
        Assert.DoesNotContain("FAILED", run.Stdout, StringComparison.Ordinal);
    }

    /// <summary>As a Run does it: what can be answered without a solver is.</summary>
    private static Solution Solve(WorkerProcess worker, SolveCall call)
    {
        var verdict = ModelScreen.Look(call.Model);
        if (verdict.Fault is { } fault)
        {
            throw new SolverSaysNo(fault.Message);
        }

        return verdict.Answer ?? worker.AnswerAsync(call).WaitAsync(WorkerProcess.Patience).GetAwaiter().GetResult() switch
        {
            WorkerMessage.Solved solved => solved.Solution,
            WorkerMessage.Refused refused => throw new SolverSaysNo(refused.Text),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }
}
