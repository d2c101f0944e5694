namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>One place that PuLP may come from. It only fetches; whether the file is taken is judged in one place for all.</summary>
internal interface IPulpSource
{
    /// <summary>What it is called in a sentence.</summary>
    string Name { get; }

    /// <summary>True when the operator named it: then nothing else is asked.</summary>
    bool IsNamedByOperator { get; }

    /// <summary>Fetches the package.</summary>
    /// <param name="scratch">An empty folder to work in; removed afterwards.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    Task<PulpFetch> FetchAsync(string scratch, CancellationToken cancellation);
}

/// <summary>What a source answered: a file, or why there is none.</summary>
/// <param name="File">Absolute path of the wheel or Debian package; null when there is none.</param>
/// <param name="Refusal">Why there is none, as half a sentence; null when there is a file.</param>
internal sealed record PulpFetch(string? File, string? Refusal)
{
    public static PulpFetch Of(string file) => new(file, null);

    public static PulpFetch None(string refusal) => new(null, refusal);
}
