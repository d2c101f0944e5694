namespace MipActors.Actors.Settings;

/// <summary>
/// Where this user's files belong on this machine. A folder need not exist yet (a new account has none of them), and is never replaced by one below a
/// shared temp folder, which anybody could have prepared.
/// </summary>
public static class UserFolder
{
    /// <summary>Of settings and tokens: <c>$XDG_CONFIG_HOME/mipactors</c>, <c>~/.config/mipactors</c> on Linux.</summary>
    public static string Config => Of(Environment.SpecialFolder.ApplicationData);

    /// <summary>Of reports, models and logs: <c>$XDG_DATA_HOME/mipactors</c>, <c>~/.local/share/mipactors</c> on Linux.</summary>
    public static string Data => Of(Environment.SpecialFolder.LocalApplicationData);

    private static string Of(Environment.SpecialFolder folder) =>
        Path.Combine(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify), "mipactors");
}
