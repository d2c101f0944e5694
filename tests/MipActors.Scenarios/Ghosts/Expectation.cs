namespace MipActors.Scenarios.Ghosts;

/// <summary>What is promised for a fault: the table that the matrix is held against.</summary>
/// <param name="ServerLives">The server goes on, and only the processes of the job are to be gone.</param>
/// <param name="ExitCodes">Exit codes of the server that are right.</param>
/// <param name="Forced">It was killed or crashed: files may stay until the next start.</param>
/// <param name="Least">Time that passes before anything has to happen: a client's own waiting.</param>
/// <param name="Budget">Time for everything to be gone when the children behave.</param>
/// <param name="StubbornBudget">The same when they have to be killed.</param>
internal sealed record Expectation(
    bool ServerLives, int[] ExitCodes, bool Forced, TimeSpan Least, TimeSpan Budget, TimeSpan StubbornBudget)
{
    private const int Killed = 137;
    private const int Aborted = 134;
    private const int Terminated = 143;

    // The server's own times are 0.3 s for "now", 1 s of last words, 9 s of escalation, 11 s for the backstop; what is more here is
    // for a machine on which several cells run side by side. The times themselves are held to in NumberScenarios.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Escalation = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>The row of a fault.</summary>
    public static Expectation Of(Fault fault) => fault switch
    {
        Fault.JobDone or Fault.ProgramRaises or Fault.JobCancelled or Fault.DeadlineReached or Fault.TempIsFull
            or Fault.RunThrows or Fault.JobThrows or Fault.ExecutorThrows or Fault.ChildKilled or Fault.EnclosureKilled or Fault.WorkerKilled => Lives(),
        Fault.ChildStoppedBySignal => Ends(0) with { Budget = Escalation + Slack },
        // It refuses what it had still to answer, one by one.
        Fault.PipesFlooded => Ends(0) with { Budget = Slack + Slack },
        Fault.StdinCloses or Fault.StdoutCloses or Fault.ClientKilled => Ends(0),
        // The code is the wrapper's; the server's own is 0.
        Fault.WrapperTakesTheSignal => Ends(Terminated),
        Fault.TypeScriptClientGoes => Ends(0) with { StubbornBudget = TimeSpan.FromSeconds(2) + Slack },
        Fault.CSharpClientGoes => Dies(Killed) with { Least = FaultInjection.CSharpPatience },
        Fault.ServerIsFirstOfItsNamespace or Fault.TerminalInterrupt or Fault.Interrupt or Fault.Terminate or Fault.Hangup => Ends(0),
        Fault.TwoSignalsAtOnce => Ends(0) with { StubbornBudget = Slack },
        Fault.TwentyJobsInFlight => Ends(0),
        // Before the server has anything to clean up a signal does what signals do.
        Fault.EndDuringStart => Ends(0) with { ExitCodes = [0, Terminated] },
        Fault.EndHangs => Ends(0) with { Least = TimeSpan.FromSeconds(11) },
        Fault.SupervisorStops => Ends(3),
        Fault.ServerKilled or Fault.ServerKilledDuringStart => Dies(Killed),
        Fault.UnhandledException or Fault.FailFast => Dies(Aborted),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "a fault without a promise"),
    };

    /// <summary>The time for this kind of child.</summary>
    public TimeSpan BudgetFor(Child child) =>
        Least + (child is Child.IgnoresEverything or Child.ClosesItsPipes ? StubbornBudget : Budget);

    private static Expectation Lives() => new(true, [0], false, TimeSpan.Zero, Slack, Escalation + Slack);

    private static Expectation Ends(int exitCode) =>
        new(false, [exitCode], false, TimeSpan.Zero, LastWords + Slack, LastWords + Escalation + Slack);

    private static Expectation Dies(int exitCode) => new(false, [exitCode], true, TimeSpan.Zero, Slack, Slack);
}
