namespace MipActors.Sandbox.Provisioning;

/// <summary>The lock on the folder of all installations. The kernel lets go of it when its holder dies.</summary>
internal static class FolderLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Takes the lock, or waits for it; disposing the result gives it back.</summary>
    /// <exception cref="ProvisioningException">Somebody else had it longer than <paramref name="patience"/>.</exception>
    /// <exception cref="IOException">The lock file can not be made.</exception>
    public static async Task<IDisposable> AcquireAsync(
        string root, TimeSpan patience, IProgress<string> progress, CancellationToken cancellation)
    {
        var path = Path.Combine(root, ".lock");
        var deadline = TimeProvider.System.GetTimestamp();
        var waited = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException refused) when (IsHeldByAnother(refused))
            {
                if (TimeProvider.System.GetElapsedTime(deadline) > patience)
                {
                    throw new ProvisioningException(
                        $"another mipactors has been setting up {root} for more than {patience.TotalMinutes:0.#} min: "
                        + "end it, or set a different folder, and try again", refused);
                }
            }

            if (!waited)
            {
                progress.Report("another mipactors is setting up the sandbox: waiting for it…");
                waited = true;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    /// <summary>.NET reports a refused flock(2) as EWOULDBLOCK, Windows as a sharing violation; all else is a fault of the folder.</summary>
    private static bool IsHeldByAnother(IOException refused)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        const int wouldBlockOnLinux = 11;
        const int wouldBlockOnMac = 35;
        return refused.HResult is sharingViolation or wouldBlockOnLinux or wouldBlockOnMac;
    }
}
