namespace MipActors.Core.Wire;

/// <summary>What came over a process boundary is not what the protocol allows. The sender is not to be trusted any further.</summary>
public sealed class WireException : Exception
{
    /// <summary>Says what was wrong with the bytes.</summary>
    public WireException(string message)
        : base(message)
    {
    }

    /// <summary>Says what was wrong with the bytes, with the reason underneath.</summary>
    public WireException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
