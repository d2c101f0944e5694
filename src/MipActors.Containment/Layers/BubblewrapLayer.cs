using System.Diagnostics;
using MipActors.Containment.Enclosures;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Layers;

/// <summary>bubblewrap: all namespaces, a view of nothing but what is needed, no capabilities.</summary>
public sealed class BubblewrapLayer : ContainmentLayer
{
    private const string TemporaryFolder = "/tmp";

    private static readonly string[] LibraryFolders = ["/usr/lib", "/usr/lib64", "/usr/lib32", "/lib", "/lib64"];

    /// <inheritdoc/>
    public override string Name => "bubblewrap";

    /// <inheritdoc/>
    public override ContainmentLevel Level => ContainmentLevel.Full;

    /// <inheritdoc/>
    public override string ProtectsFrom =>
        "no descendant survives; untrusted code sees no network, no other process, and read-only just the folders that it needs";

    /// <inheritdoc/>
    public override string? Missing => this switch
    {
        _ when !OperatingSystem.IsLinux() => "it is for Linux only",
        _ when Executables.Bubblewrap is null => "bwrap is not installed: apt-get install bubblewrap (dnf, pacman, apk: the same name)",
        _ when Executables.OwnSession is [] => "setsid is not installed: apt-get install util-linux",
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Wrap(LaunchSpec spec)
    {
        // Not --new-session: it would take the first process inside out of the group that ends with the server some time before
        // that process is bound to die with its parent. The command gets its session, and the group to be signalled by, inside.
        return
        [
            .. Executables.OwnSession, .. Niceness.For(spec), .. Guardian.AtDeath, .. ResourceLimits.For(spec), Executables.Bubblewrap!,
            "--die-with-parent",
            .. spec.View == FileSystemView.Minimal ? MinimalView(spec) : ["--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc"],
            "--chdir", spec.WorkingDirectory, "--",
            .. Executables.OwnSession, .. Guardian.For(spec), spec.File, .. spec.Arguments,
        ];
    }

    internal override Enclosure Enclose(Process outer, LaunchSpec spec)
    {
        return new NamespaceEnclosure(outer, hasGuardian: !spec.GuardsItself);
    }

    private static string[] MinimalView(LaunchSpec spec)
    {
        // The guest's folders come after /tmp, so that those below it are not hidden; the root, a file system in memory, is closed
        // when everything hangs in it.
        return
        [
            "--unshare-all", "--cap-drop", "ALL",
            .. LibraryFolders.SelectMany(SystemLibraries),
            "--proc", "/proc", "--dev", "/dev", "--tmpfs", TemporaryFolder,
            .. Seen(spec).SelectMany(path => (string[])["--ro-bind", path, path]),
            "--remount-ro", "/",
        ];
    }

    private static string[] SystemLibraries(string folder)
    {
        // /lib is a link to usr/lib on most systems, a folder on some; Debian on arm64 has no lib64.
        return (Directory.Exists(folder), new DirectoryInfo(folder).LinkTarget) switch
        {
            (false, _) => [],
            (true, null) => ["--ro-bind", folder, folder],
            (true, { } target) => ["--symlink", target, folder],
        };
    }

    private static List<string> Seen(LaunchSpec spec)
    {
        List<string> seen = [.. spec.ReadOnlyFolders];
        string[] needed = [spec.File, Executables.OwnSession[0], .. spec.GuardsItself ? (string[])[] : [Executables.Shell!]];
        seen.AddRange(needed.Where(file => !LibraryFolders.Concat(spec.ReadOnlyFolders).Any(folder => LaunchSpec.IsWithin(file, folder))));
        return seen;
    }
}
