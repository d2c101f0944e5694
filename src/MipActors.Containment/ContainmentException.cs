namespace MipActors.Containment;

/// <summary>A child can not be started as asked; the message tells the operator what is missing and how to get it.</summary>
public sealed class ContainmentException : Exception
{
    /// <summary>With a message for the person who must act.</summary>
    public ContainmentException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for the person who must act, and what the system said.</summary>
    public ContainmentException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
