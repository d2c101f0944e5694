namespace MipActors.Containment.Layers;

/// <summary>Turns what bwrap and unshare say when the system refuses them into what an operator can do about it.</summary>
internal static class Refusal
{
    /// <summary>How the sentence begins where nothing was said.</summary>
    public const string WithoutAWord = "a trial ended without a word";

    private const int LongestQuote = 200;

    // The texts of bubblewrap 0.8 and util-linux 2.38; of others the words quoted are all there is to say.
    private static readonly (string Text, string Advice)[] Known =
    [
        ("max_", "the limit on namespaces is used up: raise the sysctl user.max_user_namespaces (and user.max_pid_namespaces)"),
        ("ENOSPC", "the limit on namespaces is used up: raise the sysctl user.max_user_namespaces (and user.max_pid_namespaces)"),
        ("No space left", "the limit on namespaces is used up: raise the sysctl user.max_user_namespaces (and user.max_pid_namespaces)"),
        ("uid map", "user namespaces are restricted: on Ubuntu an AppArmor profile for this program, or sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
        ("uid_map", "user namespaces are restricted: on Ubuntu an AppArmor profile for this program, or sysctl kernel.apparmor_restrict_unprivileged_userns=0"),
        ("proc", "inside a container that hides parts of /proc: start that with --security-opt systempaths=unconfined (docker) or --security-opt unmask=ALL (podman)"),
        ("namespace", "namespaces are not permitted: sysctl kernel.unprivileged_userns_clone=1 where there is such, in a container a seccomp profile that allows them"),
        ("unshare failed", "namespaces are not permitted: sysctl kernel.unprivileged_userns_clone=1 where there is such, in a container a seccomp profile that allows them"),
    ];

    /// <summary>One sentence: what can be done, and what was said.</summary>
    public static string Explain(string words, int exitCode)
    {
        var said = words.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        if (said is null)
        {
            return $"{WithoutAWord}, with exit code {exitCode}";
        }

        var quote = new string([.. said.Where(c => !char.IsControl(c)).Take(LongestQuote)]);
        var advice = Known.FirstOrDefault(k => said.Contains(k.Text, StringComparison.OrdinalIgnoreCase)).Advice;
        return advice is null ? $"it said \"{quote}\"" : $"{advice} (it said \"{quote}\")";
    }
}
