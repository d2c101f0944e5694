using System.Net;

namespace MipActors.Actors.Settings;

/// <summary>Where MCP is spoken over HTTP, who may, and what each token may take.</summary>
/// <param name="Address">Address to listen at.</param>
/// <param name="Port">Port to listen at; 0 for any that is free.</param>
/// <param name="Hosts">Names that may stand in the Host header, beside localhost and addresses.</param>
/// <param name="Origins">Origins of web pages that may call, beside those of this machine.</param>
/// <param name="TokenFile">Absolute path of the file of tokens.</param>
/// <param name="DemandTokens">Whether nobody is let in without one.</param>
/// <param name="AuditFile">Absolute path of the audit log; null for none.</param>
/// <param name="RequestBytes">The largest request.</param>
/// <param name="Quota">What each token may take.</param>
public sealed record HttpSettings(
    IPAddress Address,
    int Port,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<string> Origins,
    string TokenFile,
    bool DemandTokens,
    string? AuditFile,
    long RequestBytes,
    QuotaSettings Quota)
{
    private const int HighestPort = 65_535;

    internal static HttpSettings From(Section section)
    {
        var address = section.Address("address");
        return new(
            address, section.Count("port", 0, HighestPort), section.Words("hosts"), section.Words("origins"),
            section.OptionalFile("tokens") ?? DefaultTokens, section.OneOf("demand-tokens", "auto", "on") == "on" || !IPAddress.IsLoopback(address),
            section.Text("audit") == "off" ? null : section.OptionalFile("audit") ?? DefaultAudit, section.Bytes("request"),
            new QuotaSettings(section.Count("jobs-at-once", 1), section.Count("jobs-waiting", 0), section.Time("time-an-hour")));
    }

    private static string DefaultTokens => Path.Combine(UserFolder.Config, "tokens");

    private static string DefaultAudit => Path.Combine(UserFolder.Data, "audit.jsonl");
}

/// <summary>What each token may take.</summary>
/// <param name="AtOnce">Jobs that run at once; more of them wait.</param>
/// <param name="Waiting">Jobs that wait; one more is refused.</param>
/// <param name="TimeAnHour">Time of its jobs, added up, within an hour; beyond it the next job is refused.</param>
public sealed record QuotaSettings(int AtOnce, int Waiting, TimeSpan TimeAnHour);
