using Akka;
using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Actors.Jobs;
using MipActors.Actors.Runs;

namespace MipActors.Actors.Shutdown;

/// <summary>
/// Hangs the end of all children on the phases of <c>hocon/shutdown.conf</c>. Each task ends itself on its phase's budget,
/// for the phase's timeout ends only the waiting.
/// </summary>
public static class ShutdownPhases
{
    /// <summary>Adds one task to each of our phases.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="actors">The branches of the hierarchy.</param>
    /// <param name="wordsWanted">False when nobody listens to the jobs' last words any more: their phase is skipped.</param>
    public static void Register(ActorSystem system, ServiceActors actors, Func<bool> wordsWanted)
    {
        Add(system, "jobs-answer", budget => wordsWanted() ? actors.Jobs.Ask<AllAnswered>(new AnswerAll(), budget) : Task.CompletedTask);
        Add(system, "executors-exit", budget => EndAllAsync(actors, EscalationStep.Leave, budget));
        Add(system, "executors-terminate", budget => EndAllAsync(actors, EscalationStep.Terminate, budget));
        Add(system, "executors-kill", budget => EndAllAsync(actors, EscalationStep.Kill, budget));
    }

    /// <summary>Adds what a worker node does before all else: its Runs come to their end, or are given back.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="actors">The branches of the hierarchy.</param>
    /// <param name="drain">How long they may take.</param>
    public static void RegisterDrain(ActorSystem system, ServiceActors actors, Func<TimeSpan> drain) =>
        Add(system, "runs-drain", budget => actors.Runs.Ask<RunsDrained>(new DrainRuns(drain()), budget));

    private static void Add(ActorSystem system, string phase, Func<TimeSpan, Task> task)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        var budget = shutdown.Timeout(phase);
        shutdown.AddTask(phase, phase, async () =>
        {
            try
            {
                await task(budget);
            }
            catch (Exception overrun) when (overrun is AskTimeoutException or TaskCanceledException)
            {
                // What is left is the next phase's matter.
            }

            return Done.Instance;
        });
    }

    /// <summary>Tells both kinds of children to end with this step and waits until none is left.</summary>
    public static Task EndAllAsync(ServiceActors actors, EscalationStep step, TimeSpan budget) =>
        Task.WhenAll(EndAllAsync(actors.Executors, step, budget), EndAllAsync(actors.Solvers, step, budget));

    /// <summary>A supervisor that is lost can not answer, and its children have ended with it.</summary>
    private static async Task EndAllAsync(IActorRef supervisor, EscalationStep step, TimeSpan budget)
    {
        using var over = new CancellationTokenSource();
        try
        {
            await await Task.WhenAny(supervisor.Ask<AllEnded>(new EndAll(step), budget), supervisor.WatchAsync(over.Token));
        }
        finally
        {
            await over.CancelAsync();
        }
    }
}
