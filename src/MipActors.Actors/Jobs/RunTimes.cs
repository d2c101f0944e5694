namespace MipActors.Actors.Jobs;

/// <summary>How long Runs take lately, for estimates of when there will be room. Pure.</summary>
internal sealed class RunTimes
{
    /// <summary>The share of the newest in the average: ten jobs ago counts for a tenth.</summary>
    private const double NewestShare = 0.2;

    /// <summary>What a Run usually takes; null before the first has ended.</summary>
    public TimeSpan? Usual { get; private set; }

    /// <summary>Another Run has ended after so long.</summary>
    public void Add(TimeSpan time) => Usual = Usual is { } usual ? usual + ((time - usual) * NewestShare) : time;

    /// <summary>How long it should take until one of so many Runs that go on at once ends; null when nothing is known.</summary>
    public TimeSpan? UntilOneEnds(int atOnce) => Usual / Math.Max(1, atOnce);
}
