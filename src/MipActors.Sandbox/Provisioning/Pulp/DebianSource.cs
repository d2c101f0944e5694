using MipActors.Containment;
namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>
/// A package of Debian's, python3-pulp, downloaded and not installed, so that no root is needed. Where the system's package lists
/// are missing, private ones are fetched and thrown away.
/// </summary>
internal sealed class DebianSource(Toolbox tools, TimeSpan patience, string package = "python3-pulp") : IPulpSource
{
    public string Name => $"Debian's package {package} (apt-get)";

    public bool IsNamedByOperator => false;

    public async Task<PulpFetch> FetchAsync(string scratch, CancellationToken cancellation)
    {
        if (tools.Find("apt-get") is not { } apt || tools.Find("dpkg-deb") is null)
        {
            return PulpFetch.None("apt-get or dpkg-deb is not in PATH");
        }

        try
        {
            var first = await DownloadAsync(apt, [], scratch, cancellation);
            return first.File is null ? await WithPrivateListsAsync(apt, scratch, cancellation) : first;
        }
        catch (TimeoutException)
        {
            return PulpFetch.None("it did not answer in time");
        }
    }

    private async Task<PulpFetch> WithPrivateListsAsync(string apt, string scratch, CancellationToken cancellation)
    {
        var state = Path.Combine(scratch, "state");
        var cache = Path.Combine(scratch, "cache");
        Directory.CreateDirectory(Path.Combine(state, "lists", "partial"));
        Directory.CreateDirectory(Path.Combine(cache, "archives", "partial"));
        string[] options =
        [
            "-o", $"Dir::State={state}", "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", $"Dir::Cache={cache}",
            "-o", "Debug::NoLocking=1",
        ];
        var update = await AptAsync(apt, [.. options, "update"], scratch, cancellation);
        return update.ExitCode == 0
            ? await DownloadAsync(apt, options, scratch, cancellation)
            : PulpFetch.None(OneLine.Last(update.StdErr));
    }

    private async Task<PulpFetch> DownloadAsync(string apt, string[] options, string scratch, CancellationToken cancellation)
    {
        var result = await AptAsync(apt, [.. options, "download", package], scratch, cancellation);
        return Directory.EnumerateFiles(scratch, package + "_*.deb").FirstOrDefault() is { } file && result.ExitCode == 0
            ? PulpFetch.Of(file)
            : PulpFetch.None(OneLine.Last(result.StdErr));
    }

    private Task<CommandResult> AptAsync(string apt, string[] arguments, string scratch, CancellationToken cancellation) =>
        tools.RunAsync(
            apt,
            ["-q", "-o", "Acquire::http::Timeout=10", "-o", "Acquire::https::Timeout=10", "-o", "Acquire::Retries=1", .. arguments],
            scratch,
            patience,
            cancellation);
}
