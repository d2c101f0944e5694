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
    public override IReadOnlyList<string> Wrap(LaunchSpec spec, string mark)
    {
        // --unsetenv of a variable that nobody has does nothing, but leaves the mark in the command line of the first
        // process inside, which bubblewrap forks without an exec. --new-session gives that process a group to be signalled by.
        return
        [
            .. Executables.OwnSession, .. Executables.Nicer, .. ResourceLimits.For(spec), Executables.Bubblewrap!,
            "--unsetenv", mark, "--die-with-parent", "--new-session",
            .. spec.View == FileSystemView.Minimal ? MinimalView(spec) : ["--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc"],
            "--chdir", spec.WorkingDirectory, "--",
            .. Guardian.For(spec), spec.File, .. spec.Arguments,
        ];
    }

    internal override Enclosure Enclose(Process outer, LaunchSpec spec, string mark)
    {
        return new NamespaceEnclosure(outer, mark, spec.GuardsItself);
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
        string[] needed = spec.GuardsItself ? [spec.File] : [spec.File, Executables.Shell!];
        seen.AddRange(needed.Where(file => !LibraryFolders.Concat(spec.ReadOnlyFolders).Any(folder => LaunchSpec.IsWithin(file, folder))));
        return seen;
    }
}
