using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;

namespace MipActors.Mcp.Http;

/// <summary>
/// Lets in who may call: the Host has to be this machine (a page of another name that points here is DNS rebinding), the Origin, which browsers send, too, and
/// the token one of the file, wherever one is demanded or given.
/// </summary>
internal sealed class Doorkeeper(HttpSettings settings, TokenFile tokens, AuditLog audit, ILogger<Doorkeeper> log)
{
    private const string Bearer = "Bearer ";

    /// <summary>True when the request may go on; else it has been answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext context)
    {
        if (!IsOurs(context.Request.Host.Host, settings.Hosts))
        {
            return await RefuseAsync(
                context, StatusCodes.Status403Forbidden, $"The Host '{context.Request.Host.Host}' is none of this server's; the operator's setting is mipactors.http.hosts.");
        }

        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && !IsAllowed(origin))
        {
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "Web pages of this origin may not call; the operator's setting is mipactors.http.origins.");
        }

        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length == 0 && !settings.DemandTokens)
        {
            return true;
        }

        if (NameOf(header) is not { } name)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"mipactors\"" + (header.Length > 0 ? ", error=\"invalid_token\"" : "");
            return await RefuseAsync(
                context, StatusCodes.Status401Unauthorized, header.Length > 0 ? "The token is unknown." : "A token is demanded: Authorization: Bearer … (`mipactors token NAME` makes one).");
        }

        // The transport holds a session to the user who began it by the claim NameIdentifier.
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.NameIdentifier, name)], "Bearer"));
        return true;
    }

    private string? NameOf(string header)
    {
        try
        {
            return header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? tokens.NameOf(header[Bearer.Length..].Trim()) : null;
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            log.LogError("nobody is let in by a token: {Why}", fault.Message);
            return null;
        }
    }

    private bool IsAllowed(string origin) =>
        settings.Origins.Contains(origin.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && IsThisMachine(uri.Host));

    private static bool IsOurs(string host, IReadOnlyList<string> names) =>
        IsThisMachine(host) || IPAddress.TryParse(host.Trim('[', ']'), out _) || names.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private async Task<bool> RefuseAsync(HttpContext context, int status, string why)
    {
        audit.Write(new AuditEntry { Address = context.Connection.RemoteIpAddress?.ToString(), Method = context.Request.Method, What = context.Request.Path, Outcome = $"{status}" });
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(Core.Formats.TerminalText.Escape(why) + "\n", context.RequestAborted);
        return false;
    }
}
