using MipActors.Actors.Settings;

namespace MipActors.Actors.Executors;

/// <summary>The steps that end a child process, mildest first.</summary>
public enum EscalationStep
{
    /// <summary>The protocol's exit command.</summary>
    Leave = 0,

    /// <summary>SIGTERM to the whole group.</summary>
    Terminate = 1,

    /// <summary>SIGKILL to the whole group or namespace.</summary>
    Kill = 2,
}

/// <summary>The decisions of the escalation, apart from the actor that carries them out.</summary>
public static class Escalation
{
    /// <summary>What comes when a step's budget is spent; killing is repeated while anything is left.</summary>
    public static EscalationStep After(EscalationStep step) => step == EscalationStep.Leave ? EscalationStep.Terminate : EscalationStep.Kill;

    /// <summary>
    /// The step to take when one is asked for while another is under way, or null when what is under way is as strong.
    /// </summary>
    public static EscalationStep? Advance(EscalationStep? underWay, EscalationStep asked) =>
        underWay is null || asked > underWay ? asked : null;

    /// <summary>The time a step is given.</summary>
    public static TimeSpan Budget(EscalationStep step, EscalationSettings settings) => step switch
    {
        EscalationStep.Leave => settings.Graceful,
        EscalationStep.Terminate => settings.Terminate,
        _ => settings.Kill,
    };
}
