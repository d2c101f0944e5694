using System.Diagnostics;
using System.Globalization;

namespace MipActors.Scenarios.Attacks;

/// <summary>Who runs a server: the user of the test run, or an ordinary one, which root can become.</summary>
internal sealed record Account(string Name, int? UserId)
{
    private const int Nobody = 65534;

    /// <summary>The user of the test run.</summary>
    public static Account Own { get; } = new(Environment.IsPrivilegedProcess ? "root" : "user", null);

    /// <summary>Every user that can be tried here.</summary>
    public static IReadOnlyList<Account> All { get; } = Environment.IsPrivilegedProcess ? [Own, new("user", Nobody)] : [Own];

    /// <summary>How a program is started as this user.</summary>
    public ProcessStartInfo Start(string file, IEnumerable<string> arguments)
    {
        if (UserId is not { } id)
        {
            return new ProcessStartInfo(file, arguments);
        }

        var number = id.ToString(CultureInfo.InvariantCulture);
        return new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", number, "--regid", number, "--clear-groups", file, .. arguments]);
    }
}
