using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Jobs;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Hosting;

namespace MipActors.Scenarios.Decisions;

/// <summary>Who gets the room that supervisors of Runs tell the queue of.</summary>
public sealed class JobQueueSpec : TestKit
{
    private readonly TestProbe _runs;
    private readonly IActorRef _queue;
    private readonly MipSettings _settings;

    public JobQueueSpec()
    {
        _runs = CreateTestProbe("runs");
        _settings = MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal)));
        _queue = Sys.ActorOf(JobQueue.Props(_settings, CreateTestProbe("library"), NodeRole.Alone), "jobs");
    }

    [Fact]
    public async Task A_job_of_two_threads_waits_for_two_cores_and_nobody_overtakes_it()
    {
        Offer(free: 2);
        await SubmitAsync("one", threads: null);
        Assert.Equal("one", await BegunAsync(left: 1));

        await SubmitAsync("two", threads: 2);
        await SubmitAsync("three", threads: 1);
        await _runs.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        Offer(free: 2);
        Assert.Equal("two", await BegunAsync());
        Offer(free: 2);
        Assert.Equal("three", await BegunAsync());
    }

    [Fact]
    public async Task More_threads_than_there_are_cores_count_as_all_of_them()
    {
        Offer(free: 2);
        await SubmitAsync("greedy", threads: 64);
        Assert.Equal("greedy", await BegunAsync());
        await SubmitAsync("next", threads: 1);
        await _runs.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_job_that_ends_before_its_turn_reaches_it_leaves_its_room_to_the_next()
    {
        Offer(free: 1, most: 1);
        await SubmitAsync("first", threads: 1);
        Assert.Equal("first", await BegunAsync());

        var gone = await SubmitAsync("gone", threads: 1);
        await SubmitAsync("next", threads: 1);
        gone.Tell(PoisonPill.Instance);
        Offer(free: 1, most: 1);
        Assert.Equal("next", await BegunAsync());
    }

    [Fact]
    public async Task Room_that_is_given_away_and_not_taken_yet_is_not_given_twice()
    {
        Offer(free: 1);
        await SubmitAsync("first", threads: 1);
        var start = await _runs.ExpectMsgAsync<StartRun>();
        var job = _runs.LastSender;
        await SubmitAsync("second", threads: 1);
        Offer(free: 1); // told before the first has arrived
        await _runs.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        job.Tell(new RunStarted(start.JobId, start.Attempt), _runs);
        Assert.Equal("second", await BegunAsync());
    }

    [Fact]
    public async Task A_returned_job_is_the_first_to_run_again_with_the_next_attempt_and_late_words_of_the_earlier_one_are_not_heard()
    {
        Offer(free: 1, most: 1);
        var observer = CreateTestProbe("observer");
        await _queue.Ask<Accepted>(new Submit(new SolveRequest { Code = "returned" }, observer), TimeSpan.FromSeconds(5));
        var first = await _runs.ExpectMsgAsync<StartRun>();
        var job = _runs.LastSender;
        await SubmitAsync("other", threads: 1);
        Offer(free: 0, most: 1);

        job.Tell(new RunReturned(first.JobId, first.Attempt), _runs);
        Offer(free: 1, most: 1);
        var second = await _runs.ExpectMsgAsync<StartRun>();
        Assert.Equal(("returned", 1, 2), (second.Request.Code, first.Attempt, second.Attempt));

        job.Tell(new RunReport(first.JobId, first.Attempt, Report(first.JobId, "late")), _runs);
        job.Tell(new RunReport(second.JobId, second.Attempt, Report(second.JobId, "right")), _runs);
        Assert.Equal("right", ((JobReport)await observer.FishForMessageAsync(message => message is JobReport)).Message);
        await observer.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_job_whose_node_is_lost_runs_on_another_and_gives_up_when_too_many_were_lost_under_it()
    {
        var observer = CreateTestProbe("observer");
        await _queue.Ask<Accepted>(new Submit(new SolveRequest { Code = "deadly" }, observer), TimeSpan.FromSeconds(5));
        for (var attempt = 1; attempt <= _settings.Jobs.MostLosses; attempt++)
        {
            var node = CreateTestProbe();
            _queue.Tell(new Room(1, 1), node);
            Assert.Equal(attempt, (await node.ExpectMsgAsync<StartRun>()).Attempt);
            Sys.Stop(node);
        }

        Assert.Equal("nodes-lost", ((JobReport)await observer.FishForMessageAsync(message => message is JobReport)).Fault!.Code);
    }

    [Theory]
    [InlineData(NodeRole.Alone, "waiting for its turn, position 1")]
    [InlineData(NodeRole.Gateway, "waiting for a worker node to come, position 1")]
    public async Task Only_a_gateway_waits_for_worker_nodes(NodeRole role, string words)
    {
        var queue = Sys.ActorOf(JobQueue.Props(_settings, CreateTestProbe(), role));
        var observer = CreateTestProbe();
        queue.Tell(new Submit(new SolveRequest { Code = "waits" }, observer), CreateTestProbe());
        Assert.Equal(words, ((JobProgress)await observer.FishForMessageAsync(message => message is JobProgress)).Message);
    }

    [Fact]
    public async Task A_full_queue_says_busy_and_when_to_try_again()
    {
        Offer(free: 64, most: 64);
        await SubmitAsync("one", threads: 1);
        var start = await _runs.ExpectMsgAsync<StartRun>();
        _runs.Reply(new RunReport(start.JobId, start.Attempt, Report(start.JobId, "")));
        for (var i = 0; i < _settings.Jobs.Capacity; i++)
        {
            // The one before may still be counted for a moment.
            await AwaitAssertAsync(async () => Assert.IsType<Accepted>(await TrySubmitAsync()), TimeSpan.FromSeconds(5));
        }

        var refused = Assert.IsType<Refused>(await TrySubmitAsync());
        Assert.Equal("busy", refused.Fault.Code);
        Assert.Contains("Try again in about 1 s", refused.Fault.Hint, StringComparison.Ordinal);

        Task<object> TrySubmitAsync() => _queue.Ask<object>(new Submit(new SolveRequest { Code = "more" }, ActorRefs.Nobody), TimeSpan.FromSeconds(5));
    }

    private static JobReport Report(string jobId, string message) => new() { JobId = jobId, Outcome = JobOutcome.Answered, Message = message };

    private void Offer(int free, int most = 2) => _queue.Tell(new Room(free, most), _runs);

    private async Task<IActorRef> SubmitAsync(string code, int? threads) => (await _queue.Ask<Accepted>(
        new Submit(new SolveRequest { Code = code, Options = new SolveOptions { Threads = threads } }, ActorRefs.Nobody), TimeSpan.FromSeconds(5))).Job;

    /// <summary>The next job that comes to run; it is started at once, and leaves this much room.</summary>
    private async Task<string> BegunAsync(int left = 0)
    {
        var start = await _runs.ExpectMsgAsync<StartRun>();
        Offer(left);
        _runs.Reply(new RunStarted(start.JobId, start.Attempt));
        return start.Request.Code;
    }
}
