namespace MipActors.Sandbox.Provisioning;

/// <summary>The sandbox's parts could not be had. The message is one sentence for the operator: what is missing, where, what to do.</summary>
public sealed class ProvisioningException : Exception
{
    /// <summary>Says what is missing and what to do.</summary>
    public ProvisioningException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing and what to do, with the reason underneath.</summary>
    public ProvisioningException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
