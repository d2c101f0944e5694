using System.Diagnostics;
using MipActors.Containment.Enclosures;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Layers;

/// <summary>unshare (util-linux): a PID namespace, and for untrusted code one without network; the file system stays as it is.</summary>
public sealed class UnshareLayer : ContainmentLayer
{
    private readonly bool _ownUsers;

    /// <summary>A layer with or without a user namespace around the others.</summary>
    /// <param name="ownUsers">True for what an ordinary user may do; false needs CAP_SYS_ADMIN.</param>
    public UnshareLayer(bool ownUsers)
    {
        _ownUsers = ownUsers;
    }

    /// <inheritdoc/>
    public override string Name => "unshare";

    /// <inheritdoc/>
    public override ContainmentLevel Level => ContainmentLevel.Namespaces;

    /// <inheritdoc/>
    public override string ProtectsFrom =>
        "no descendant survives; untrusted code sees no network and no other process, but can read what the server's user can";

    /// <inheritdoc/>
    public override string? Missing => this switch
    {
        _ when !OperatingSystem.IsLinux() => "it is for Linux only",
        _ when Executables.Unshare is null || Executables.SetPriv is null || Executables.OwnSession is [] =>
            "unshare, setpriv and setsid are not all installed: apt-get install util-linux (apk: util-linux-misc setpriv)",
        _ when Executables.Shell is null => "there is no sh to be the first process of the namespace",
        _ => null,
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> Wrap(LaunchSpec spec)
    {
        // setpriv ends unshare with the server, --kill-child ends the namespace with unshare. The setsid inside gives the
        // command a group of its own, so that it can be signalled without unshare.
        var minimal = spec.View == FileSystemView.Minimal;
        return
        [
            .. Executables.OwnSession, .. Niceness.For(spec), .. Guardian.AtDeath, .. ResourceLimits.For(spec),
            Executables.SetPriv!, .. minimal ? (string[])["--no-new-privs"] : [], "--pdeathsig", "KILL",
            Executables.Unshare!, .. Users(minimal), "--pid", "--fork", "--kill-child=KILL", "--mount-proc",
            .. minimal ? (string[])["--net", "--ipc", "--uts"] : [], "--",
            .. WithoutCapabilities(minimal), .. Guardian.First,
            .. Executables.OwnSession, .. Guardian.For(spec), spec.File, .. spec.Arguments,
        ];
    }

    internal override Enclosure Enclose(Process outer, LaunchSpec spec)
    {
        return new NamespaceEnclosure(outer, hasGuardian: !spec.GuardsItself);
    }

    private string[] Users(bool minimal)
    {
        // Root of a user namespace of one user can not become anybody else, which apt-get, for one, wants to: where the server
        // may, tools of our own choosing keep the real users.
        return _ownUsers && (minimal || !Capabilities.SysAdmin) ? ["--user", "--map-current-user"] : [];
    }

    private static string[] WithoutCapabilities(bool minimal)
    {
        // An ordinary user loses those of the namespace by the exec; root has to be told.
        return minimal && Environment.IsPrivilegedProcess
            ? [Executables.SetPriv!, "--bounding-set=-all", "--inh-caps=-all"]
            : [];
    }
}
