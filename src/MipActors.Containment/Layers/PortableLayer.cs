using System.Diagnostics;
using MipActors.Containment.Enclosures;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Layers;

/// <summary>
/// Own session, guardian, kill of the session. On macOS and Windows untried; on Windows there is neither session nor guardian, so
/// that a tool that does not guard itself outlives a killed server.
/// </summary>
public sealed class PortableLayer : ContainmentLayer
{
    /// <inheritdoc/>
    public override string Name => "portable";

    /// <inheritdoc/>
    public override ContainmentLevel Level => ContainmentLevel.Portable;

    /// <inheritdoc/>
    public override string ProtectsFrom =>
        "no child outlives its job or the server unless it hides (forks into a session of its own); files and network are open to untrusted code";

    /// <inheritdoc/>
    public override string? Missing => OperatingSystem.IsWindows() || Executables.OwnSession is not []
        ? null
        : "setsid is not installed, so a Ctrl+C at the terminal reaches the children and kills spare the grandchildren: "
          + "apt-get install util-linux";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Wrap(LaunchSpec spec)
    {
        // Without a session of its own a guardian's group would be the server's.
        // The one that reads the end of input does for the end of the server, too.
        IReadOnlyList<string> atDeath = Executables.OwnSession is [] || !spec.GuardsItself ? [] : Guardian.AtDeath;
        var atEndOfInput = Executables.OwnSession is [] ? [] : Guardian.For(spec);
        return
        [
            .. Executables.OwnSession, .. Niceness.For(spec), .. atDeath, .. ResourceLimits.For(spec), .. Privileges(spec),
            .. atEndOfInput, spec.File, .. spec.Arguments,
        ];
    }

    internal override Enclosure Enclose(Process outer, LaunchSpec spec)
    {
        return Executables.OwnSession is []
            ? new TreeEnclosure(outer)
            : new SessionEnclosure(outer, hasGuardian: Guardian.For(spec) is not []);
    }

    private static string[] Privileges(LaunchSpec spec)
    {
        if (!OperatingSystem.IsLinux() || Executables.SetPriv is not { } setPriv)
        {
            return [];
        }

        // A guardian that is killed with its parent dies before it can act (measured: worse than no parent-death signal at all).
        string[] death = spec.GuardsItself ? ["--pdeathsig", "KILL"] : [];
        string[] less = spec.View == FileSystemView.Minimal ? ["--no-new-privs"] : [];
        string[] least = less is not [] && Capabilities.SetPcap ? ["--bounding-set=-all", "--inh-caps=-all"] : [];
        return death is [] && less is [] ? [] : [setPriv, .. less, .. least, .. death];
    }
}
