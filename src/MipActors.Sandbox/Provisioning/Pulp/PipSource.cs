namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>
/// The Python index, through pip. Where there is no index pip takes long to say so: it is given little time to answer, and
/// more once a download has begun.
/// </summary>
internal sealed class PipSource(Toolbox tools, string version, TimeSpan patience) : IPulpSource
{
    private static readonly TimeSpan DownloadPatience = TimeSpan.FromMinutes(3);

    public string Name => "the Python index (pip)";

    public bool IsNamedByOperator => false;

    public async Task<PulpFetch> FetchAsync(string scratch, CancellationToken cancellation)
    {
        if (tools.Find("python3") is not { } python)
        {
            return PulpFetch.None("python3 is not in PATH");
        }

        string[] arguments =
        [
            "-m", "pip", "download", $"pulp=={version}", "--no-deps", "--only-binary", ":all:", "--retries", "0", "--timeout", "5",
            "--no-cache-dir", "--disable-pip-version-check", "--progress-bar", "off", "--dest", scratch,
        ];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            var result = await tools.RunAsync(python, arguments, scratch, DownloadPatience, limit.Token, onLine: ProlongOnDownload);
            return Directory.EnumerateFiles(scratch, "*.whl").FirstOrDefault() is { } wheel && result.ExitCode == 0
                ? PulpFetch.Of(wheel)
                : PulpFetch.None(OneLine.Last(result.StdErr));
        }
        catch (Exception late) when (late is TimeoutException || (late is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return PulpFetch.None("it did not answer in time");
        }

        void ProlongOnDownload(string line)
        {
            if (line.TrimStart().StartsWith("Downloading", StringComparison.Ordinal))
            {
                limit.CancelAfter(DownloadPatience);
            }
        }
    }
}
