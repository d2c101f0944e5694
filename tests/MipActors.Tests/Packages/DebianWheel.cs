using System.IO.Compression;
using MipActors.Sandbox.Provisioning;
using MipActors.Sandbox.Provisioning.Pulp;
using MipActors.Tests.Provisioning;

namespace MipActors.Tests.Packages;

/// <summary>A pure-Python package of Debian's, as a wheel: what it unpacks to is what a wheel holds.</summary>
internal static class DebianWheel
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Makes the wheel of the package <c>python3-NAME</c> in a folder.</summary>
    public static async Task MakeAsync(string name, string folder)
    {
        using var scratch = new TempFolder();
        var tools = new Toolbox(Environment.GetEnvironmentVariable("PATH") ?? "", new HostCommands().RunAsync);
        var fetched = await new DebianSource(tools, Patience, $"python3-{name}").FetchAsync(scratch.Path, CancellationToken.None);
        Assert.True(fetched.File is not null, fetched.ToString());
        var unpacked = scratch.At("unpacked");
        await tools.RunAsync(tools.Find("dpkg-deb")!, ["-x", fetched.File, unpacked], scratch.Path, Patience, CancellationToken.None);
        var source = Path.Combine(unpacked, "usr", "lib", "python3", "dist-packages");
        using var wheel = ZipFile.Open(Path.Combine(folder, $"{name}-1-py3-none-any.whl"), ZipArchiveMode.Create);
        foreach (var file in Directory.GetFiles(Path.Combine(source, name), "*.py", SearchOption.AllDirectories))
        {
            wheel.CreateEntryFromFile(file, Path.GetRelativePath(source, file));
        }
    }
}
