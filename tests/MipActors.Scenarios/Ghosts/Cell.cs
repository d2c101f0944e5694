namespace MipActors.Scenarios.Ghosts;

/// <summary>What happens to a job, a child, the server or its client.</summary>
public enum Fault
{
    // A job ends; the server lives.
    JobDone,
    ProgramRaises,
    JobCancelled,
    DeadlineReached,

    // A part of the server or a child fails; the server lives.
    ExecutorThrows,
    RunThrows,
    JobThrows,
    ChildKilled,
    EnclosureKilled,
    WorkerKilled,
    ChildStoppedBySignal,
    TempIsFull,

    // The client goes, in every way that is known of clients.
    StdinCloses,
    StdoutCloses,
    PipesFlooded,
    TypeScriptClientGoes,
    CSharpClientGoes,
    ClientKilled,
    WrapperTakesTheSignal,
    ServerIsFirstOfItsNamespace,

    // Somebody ends the server.
    TerminalInterrupt,
    Interrupt,
    Terminate,
    Hangup,
    TwoSignalsAtOnce,
    EndDuringStart,
    TwentyJobsInFlight,
    EndHangs,

    // The server has no chance, or has lost a part that it can not do without.
    SupervisorStops,
    ServerKilled,
    ServerKilledDuringStart,
    UnhandledException,
    FailFast,
}

/// <summary>What the server's child processes are doing, or what they are.</summary>
public enum Child
{
    Idle,
    PythonLoop,
    IgnoresEverything,
    DoubleForks,
    ShortProgram,
    JavaScriptLoop,
    LongSolve,
    Forks,
    ForksFast,
    ClosesItsPipes,
}

/// <summary>The containment layer in force.</summary>
public enum Layer
{
    Bubblewrap,
    Unshare,
    Portable,
}

/// <summary>Who runs the server.</summary>
public enum User
{
    Root,
    Ordinary,
}

/// <summary>One cell of the matrix.</summary>
public sealed record Cell(Fault Fault, Child Child, Layer Layer, User User)
{
    /// <summary>
    /// What README says that a layer can not give, and nothing else: in the portable layer a hostile child that forks twice, into a
    /// session of its own, leaves that grandchild behind, however the job or the server ends.
    /// </summary>
    public bool HidesAGrandchild => Layer == Layer.Portable && Child == Child.DoubleForks;

    /// <inheritdoc/>
    public override string ToString() => $"{Fault} × {Child} × {Layer} × {User}";
}

/// <summary>What one harness process is to do.</summary>
/// <param name="Faults">The last one ends the server, those before it must not.</param>
/// <param name="Child">What the children do, or are.</param>
/// <param name="Layer">The layer that is demanded.</param>
/// <param name="Cache">The folder of installations that the server starts its children from.</param>
/// <param name="UserId">The user that the server runs as; null for the harness's own.</param>
/// <param name="Seed">Of the pauses before the faults; null for no pauses.</param>
/// <param name="Warm">Sandboxes that are kept warm, and as many solver workers.</param>
public sealed record Order(IReadOnlyList<Fault> Faults, Child Child, Layer Layer, string Cache, int? UserId, int? Seed = null, int Warm = 1)
{
    /// <summary>The cell of one of the faults.</summary>
    public Cell CellOf(Fault fault) => new(fault, Child, Layer, UserId is null ? User.Root : User.Ordinary);
}

/// <summary>How one fault was survived.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="CleanSeconds">From the fault until nothing was left of what it had to take along.</param>
public sealed record Outcome(Fault Fault, double CleanSeconds);

/// <summary>What a harness process found.</summary>
/// <param name="Outcomes">One entry for each fault.</param>
/// <param name="Failure">What went wrong, or null.</param>
public sealed record Verdict(IReadOnlyList<Outcome> Outcomes, string? Failure);
