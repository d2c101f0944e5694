namespace MipActors.Core.Model;

/// <summary>The stages of a job, in their order.</summary>
public enum JobStage : byte
{
    /// <summary>Waits for its turn.</summary>
    Queued = 0,

    /// <summary>Waits for the set-up of the sandbox (first use).</summary>
    SettingUp = 1,

    /// <summary>Waits for a sandbox to be ready.</summary>
    Starting = 2,

    /// <summary>The program runs.</summary>
    Running = 3,

    /// <summary>A solver works.</summary>
    Solving = 4,

    /// <summary>The answer is checked.</summary>
    Verifying = 5,
}

/// <summary>A look at a job on its way.</summary>
/// <param name="Stage">Where it is.</param>
/// <param name="Message">The same for a person, in a few words.</param>
/// <param name="Solve">The running solve, while there is one.</param>
public sealed record JobProgress(JobStage Stage, string Message, SolveProgress? Solve = null);
