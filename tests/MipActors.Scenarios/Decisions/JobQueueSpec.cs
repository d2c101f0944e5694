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

    public JobQueueSpec()
    {
        _runs = CreateTestProbe("runs");
        var settings = MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal)));
        _queue = Sys.ActorOf(JobQueue.Props(settings, CreateTestProbe("library")), "jobs");
    }

    [Fact]
    public async Task A_job_of_two_threads_waits_for_two_cores_and_nobody_overtakes_it()
    {
        Offer(cores: 2);
        await SubmitAsync("one", threads: null);
        Assert.Equal("one", await BegunAsync());

        await SubmitAsync("two", threads: 2);
        await SubmitAsync("three", threads: 1);
        await _runs.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));

        Offer(cores: 1);
        Assert.Equal("two", await BegunAsync());
        Offer(cores: 2);
        Assert.Equal("three", await BegunAsync());
    }

    [Fact]
    public async Task More_threads_than_there_are_cores_count_as_all_of_them()
    {
        Offer(cores: 2);
        await SubmitAsync("greedy", threads: 64);
        Assert.Equal("greedy", await BegunAsync());
        await SubmitAsync("next", threads: 1);
        await _runs.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task A_job_that_ends_before_its_turn_reaches_it_leaves_its_room_to_the_next()
    {
        Offer(cores: 1);
        await SubmitAsync("first", threads: 1);
        Assert.Equal("first", await BegunAsync());

        var gone = await SubmitAsync("gone", threads: 1);
        await SubmitAsync("next", threads: 1);
        gone.Tell(PoisonPill.Instance);
        Offer(cores: 1);
        Assert.Equal("next", await BegunAsync());
    }

    private void Offer(int cores) => _queue.Tell(new Room(cores), _runs);

    private async Task<IActorRef> SubmitAsync(string code, int? threads) => (await _queue.Ask<Accepted>(
        new Submit(new SolveRequest { Code = code, Options = new SolveOptions { Threads = threads } }, ActorRefs.Nobody), TimeSpan.FromSeconds(5))).Job;

    private async Task<string> BegunAsync() => (await _runs.ExpectMsgAsync<StartRun>()).Request.Code;
}
