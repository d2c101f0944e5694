namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>Takes PuLP from the first source that has a file to be trusted.</summary>
internal sealed class PulpInstall(IReadOnlyList<IPulpSource> sources, PulpRelease? trusted, Toolbox tools)
{
    /// <summary>The sources of these settings, in the order in which they are asked.</summary>
    public static PulpInstall For(ProvisionerSettings settings, Toolbox tools)
    {
        IReadOnlyList<IPulpSource> sources = settings.PulpWheel is { } file
            ? [new NamedFileSource(file)]
            :
            [
                new PipSource(tools, (settings.TrustedPulp ?? PulpRelease.Known[0]).Version, settings.PipPatience),
                new DebianSource(tools, settings.AptPatience),
            ];
        return new PulpInstall(sources, settings.TrustedPulp, tools);
    }

    /// <summary>Unpacks PuLP into <paramref name="target"/>, working in <paramref name="scratch"/>, which is gone afterwards.</summary>
    /// <returns>The release, and the words for where it came from.</returns>
    /// <exception cref="ProvisioningException">No source had a file to be trusted.</exception>
    public async Task<(PulpRelease Release, string Source)> RunAsync(
        string target, string scratch, IProgress<string> progress, CancellationToken cancellation)
    {
        var refusals = new List<string>();
        foreach (var source in sources)
        {
            progress.Report($"taking PuLP from {source.Name}…");
            Directory.CreateDirectory(scratch);
            var (release, refusal) = await TryAsync(source, target, scratch, cancellation);
            Directory.Delete(scratch, recursive: true);
            if (release is not null)
            {
                progress.Report($"PuLP {release.Version} comes from {source.Name}");
                return (release, source.Name);
            }

            if (source.IsNamedByOperator)
            {
                throw new ProvisioningException($"PuLP can not be taken from {source.Name}, which the setting pulpWheel names: {refusal}");
            }

            progress.Report($"no PuLP from {source.Name}: {refusal}");
            refusals.Add($"{source.Name}: {refusal}");
        }

        throw new ProvisioningException(
            $"PuLP is not to be had: no file is named in the setting pulpWheel; {string.Join("; ", refusals)}. "
            + $"Download a wheel of PuLP {PulpRelease.Known[0].Version} where there is a network and name it in the setting pulpWheel");
    }

    private async Task<(PulpRelease? Release, string? Refusal)> TryAsync(
        IPulpSource source, string target, string scratch, CancellationToken cancellation)
    {
        var fetch = await source.FetchAsync(scratch, cancellation);
        if (fetch.File is null)
        {
            return (null, fetch.Refusal);
        }

        var package = new PulpPackage(fetch.File, tools);
        var (release, refusal) = await package.JudgeAsync(trusted, cancellation);
        if (release is null)
        {
            return (null, refusal);
        }

        refusal = await package.UnpackAsync(target, scratch, cancellation);
        if (refusal is null)
        {
            return (release, null);
        }

        Directory.Delete(target, recursive: true);
        return (null, refusal);
    }
}
