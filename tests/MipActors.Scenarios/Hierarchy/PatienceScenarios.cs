using MipActors.Actors;
using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>A call that would outlast its client is answered in time, and nothing that was computed is lost.</summary>
public sealed class PatienceScenarios : HierarchyScenario
{
    private readonly string _library;

    public PatienceScenarios(ITestOutputHelper output)
        : this(output, Directory.CreateTempSubdirectory("mipactors-library-").FullName)
    {
    }

    private PatienceScenarios(ITestOutputHelper output, string library)
        : base(output, ("mipactors.library.folder", library)) => _library = library;

    [Fact]
    public async Task A_job_that_outlasts_its_caller_goes_on_and_is_fetched_later()
    {
        var request = new SolveRequest { Code = ProgramText("hard.py"), Timeout = TimeSpan.FromSeconds(20) };
        var running = Assert.IsType<JobAnswer.Running>(await Service.SolveAsync(request, TimeSpan.FromSeconds(0.5), _ => { }, default));
        Assert.NotEmpty(running.JobId);
        Assert.Contains(await Service.LiveJobsAsync(default), job => job.JobId == running.JobId);
        var ended = Assert.IsType<JobAnswer.Ended>(await Service.WaitAsync(running.JobId, TimeSpan.FromSeconds(60), _ => { }, default));
        Assert.Equal(JobOutcome.Answered, ended.Report.Outcome);
        Assert.True(ended.Report.Verification!.IsValid);

        var again = Assert.IsType<JobAnswer.Ended>(await Service.WaitAsync(running.JobId, TimeSpan.Zero, _ => { }, default));
        Assert.Equal(ended.Report.Solution!.Objective, again.Report.Solution!.Objective);
        Assert.Contains(await Service.Library.ReportsAsync(10, MipActors.Actors.Library.ReportFilter.All, default), entry => entry.JobId == running.JobId);
    }

    [Fact]
    public async Task A_cancelled_job_keeps_what_it_found()
    {
        var request = new SolveRequest { Code = ProgramText("hard.py"), Timeout = TimeSpan.FromSeconds(60) };
        var incumbent = new TaskCompletionSource();
        var running = Assert.IsType<JobAnswer.Running>(await Service.SolveAsync(
            request, TimeSpan.FromMilliseconds(200), progress => _ = progress.Solve?.Incumbent is not null && incumbent.TrySetResult(), default));
        var watched = await Service.WaitAsync(running.JobId, TimeSpan.FromSeconds(0.1), progress => { }, default);
        Assert.IsType<JobAnswer.Running>(watched);
        await incumbent.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var waiting = Service.WaitAsync(running.JobId, TimeSpan.FromSeconds(20), _ => { }, default);
        Assert.True(await Service.CancelAsync(running.JobId, default));
        var ended = Assert.IsType<JobAnswer.Ended>(await waiting);
        Assert.Equal(JobOutcome.Cancelled, ended.Report.Outcome);
        Assert.True(ended.Report.Solution!.HasValues);

        Assert.False(await Service.CancelAsync(running.JobId, default));
        var kept = Assert.IsType<JobAnswer.Ended>(await Service.WaitAsync(running.JobId, TimeSpan.Zero, _ => { }, default));
        Assert.Equal(ended.Report.Solution.Objective, kept.Report.Solution!.Objective);
    }

    [Fact]
    public async Task Nothing_is_known_of_a_job_that_never_was() => Assert.Null(await Service.WaitAsync("01nosuchjob", TimeSpan.Zero, _ => { }, default));

    protected override void AfterAll()
    {
        base.AfterAll();
        Directory.Delete(_library, recursive: true);
    }
}
