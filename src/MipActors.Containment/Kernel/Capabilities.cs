using System.Globalization;

namespace MipActors.Containment.Kernel;

/// <summary>What the server itself is allowed: capabilities(7), the effective set. Linux only, none elsewhere.</summary>
internal static class Capabilities
{
    private static readonly Lazy<ulong> Effective = new(Read);

    /// <summary>CAP_SETPCAP: it may take capabilities away from its children, and has some that need taking away.</summary>
    public static bool SetPcap => (Effective.Value >> 8 & 1) != 0;

    /// <summary>CAP_SYS_ADMIN: it may make namespaces without a user namespace around them.</summary>
    public static bool SysAdmin => (Effective.Value >> 21 & 1) != 0;

    private static ulong Read()
    {
        const string field = "CapEff:";
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal));
            return line is null ? 0 : ulong.Parse(line.AsSpan(field.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
