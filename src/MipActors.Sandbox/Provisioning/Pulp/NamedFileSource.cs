namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>The file that the operator names, for machines that reach no index.</summary>
internal sealed class NamedFileSource(string file) : IPulpSource
{
    public string Name => $"the file {file}";

    public bool IsNamedByOperator => true;

    public Task<PulpFetch> FetchAsync(string scratch, CancellationToken cancellation) => Task.FromResult(
        !File.Exists(file) ? PulpFetch.None("it does not exist")
        : Path.GetExtension(file) is ".whl" or ".deb" ? PulpFetch.Of(file)
        : PulpFetch.None("it is neither a wheel (.whl) nor a Debian package (.deb)"));
}
