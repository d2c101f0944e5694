namespace MipActors.Sandbox.Provisioning;

/// <summary>The folder of all installations: which it is, and the making of it.</summary>
public static class CacheRoot
{
    // 135 MB stay; npm's cache is thrown away.
    private const long NeededBytes = 300_000_000;
    private const string Cure = "free some 300 MB there, or name another folder with XDG_CACHE_HOME";

    /// <summary>The folder for this user on this machine; it need not exist yet.</summary>
    public static string Default { get; } = OperatingSystem.IsLinux()
        ? ForLinux(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
            // HOME, or without it the home of the password database.
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Path.GetTempPath(),
            Environment.UserName)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "mipactors");

    /// <summary>The rule for Linux: XDG Base Directory Specification, where a relative XDG_CACHE_HOME is to be ignored.</summary>
    internal static string ForLinux(string? xdgCacheHome, string home, string temp, string user)
    {
        if (Path.IsPathFullyQualified(xdgCacheHome ?? ""))
        {
            return Path.Combine(xdgCacheHome!, "mipactors");
        }

        return home.Length > 0 && Directory.Exists(home)
            ? Path.Combine(home, ".cache", "mipactors")
            : Path.Combine(temp, $"mipactors-{user}");
    }

    /// <summary>
    /// Makes the folder if need be, for its owner alone. Programs are started from it, so a folder that somebody else planted
    /// in a shared temp folder is not taken.
    /// </summary>
    /// <exception cref="IOException">It can not be made, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">It can not be made, or belongs to somebody else.</exception>
    internal static void Ensure(string root)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
            return;
        }

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(root, ownerOnly);
        if (!root.StartsWith(Path.GetTempPath(), StringComparison.Ordinal))
        {
            return;
        }

        if (File.GetAttributes(root).HasFlag(FileAttributes.ReparsePoint))
        {
            throw new IOException("it is a link");
        }

        // chmod(2) is refused for the folder of another user.
        File.SetUnixFileMode(root, ownerOnly);
    }

    /// <summary>Looks at the free space first: npm leaves out an optional package that it has no room for, and calls that a success.</summary>
    /// <exception cref="ProvisioningException">There is too little.</exception>
    internal static void DemandRoom(string root)
    {
        var free = new DriveInfo(root).AvailableFreeSpace;
        if (free < NeededBytes)
        {
            throw new ProvisioningException($"{root} has room for {free / 1_000_000} MB only: {Cure}");
        }
    }

    /// <summary>The sentence for a folder that refused a file.</summary>
    internal static ProvisioningException Unwritable(string root, Exception refused) =>
        new($"{root} can not be written to ({OneLine.First(refused.Message)}): {Cure}", refused);
}
