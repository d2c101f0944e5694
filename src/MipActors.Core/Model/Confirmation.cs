namespace MipActors.Core.Model;

/// <summary>How far a solver's claim was looked into by other means than its own.</summary>
public enum ConfirmationLevel : byte
{
    /// <summary>Nothing was claimed that would need it: a point speaks for itself, a limit claims nothing.</summary>
    NotNeeded = 0,

    /// <summary>The solver alone says so.</summary>
    Claimed = 1,

    /// <summary>Something else says the same: see <see cref="Confirmation.By"/>.</summary>
    Confirmed = 2,
}

/// <summary>
/// Whether the claim of a <see cref="Solution"/> ("optimal", "infeasible", "unbounded") was confirmed, by what, and what was found to
/// contradict it on the way.
/// </summary>
/// <param name="Level">How far.</param>
/// <param name="By">What confirmed it: the id of another solver, or a certificate in words; the claimant's id when nothing did; may be empty.</param>
/// <param name="Contradiction">A claim that was refuted before this answer was found, in a sentence; null when there was none.</param>
public sealed record Confirmation(ConfirmationLevel Level, string By = "", string? Contradiction = null)
{
    /// <summary>Nothing to confirm.</summary>
    public static Confirmation NotNeeded { get; } = new(ConfirmationLevel.NotNeeded);

    /// <summary>As a word for reports: <c>confirmed</c>, <c>claimed</c> or <c>not_needed</c>.</summary>
    public string Word => Level switch
    {
        ConfirmationLevel.Confirmed => "confirmed",
        ConfirmationLevel.Claimed => "claimed",
        _ => "not_needed",
    };
}
