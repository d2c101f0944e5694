using System.Runtime.InteropServices;

namespace MipActors.Sandbox.Provisioning;

/// <summary>Which of Deno's platform packages is this machine's.</summary>
internal static class DenoPlatform
{
    /// <summary>Relative path of the binary below the folder that npm filled, with '/'.</summary>
    /// <exception cref="ProvisioningException">Deno has no package for this machine.</exception>
    public static string Binary => BinaryFor(
        OperatingSystem.IsLinux() ? OSPlatform.Linux : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Windows,
        RuntimeInformation.OSArchitecture);

    /// <summary>The same for any machine.</summary>
    public static string BinaryFor(OSPlatform system, Architecture architecture)
    {
        var processor = architecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            _ => throw new ProvisioningException($"Deno is not made for {architecture} processors, so programs can not run on this machine"),
        };
        return system == OSPlatform.Linux ? $"node_modules/@deno/linux-{processor}-glibc/deno"
            : system == OSPlatform.OSX ? $"node_modules/@deno/darwin-{processor}/deno"
            : $"node_modules/@deno/win32-{processor}/deno.exe";
    }
}
