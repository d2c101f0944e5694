using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// Copies of this machine's installation (hard links, so they cost nothing), one a misbehaviour: in the place of Deno lies a
/// script from Victims/Guests that misbehaves and has the real Deno do the talking. So the server is the real one and its child
/// is a real sandbox, with something wrong with it. Readable by every user; gone at the end of the test run.
/// </summary>
public sealed class GuestCopies : IAsyncLifetime
{

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mipactors-guests-");

    /// <summary>The setting <c>mipactors.provisioning.folder</c> for this kind of child.</summary>
    public string CacheFor(Child child) => Path.Combine(_root.FullName, ScriptOf(child) ?? "plain");

    public async Task InitializeAsync()
    {
        await RunAsync("chmod", "755", _root.FullName);
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), CancellationToken.None);
        var provisioner = new Provisioner(
            new ProvisionerSettings(), (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
        var installation = await provisioner.ProvisionAsync(new Progress<string>(), CancellationToken.None);
        var original = Path.GetDirectoryName(installation.GuestFolder)!;
        foreach (var child in Enum.GetValues<Child>().DistinctBy(ScriptOf))
        {
            var copy = Path.Combine(Directory.CreateDirectory(CacheFor(child)).FullName, Path.GetFileName(original));
            await CopyAsync(original, copy);
            if (ScriptOf(child) is { } script)
            {
                await PutInPlaceAsync(script, copy, Path.GetRelativePath(original, installation.DenoPath));
            }
        }

    }

    public Task DisposeAsync()
    {
        _root.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private static string? ScriptOf(Child child) => child switch
    {
        Child.IgnoresEverything => "ignores_everything",
        Child.DoubleForks => "double_forks",
        Child.Forks => "forks",
        Child.ForksFast => "forks_fast",
        Child.ClosesItsPipes => "closes_its_pipes",
        _ => null,
    };

    private static async Task PutInPlaceAsync(string script, string copy, string deno)
    {
        // The sandbox sees nothing of /bin: what the script needs lies in the guest's own folder.
        var here = Directory.CreateDirectory(Path.Combine(copy, "guest", "stand_in")).FullName;
        File.Move(Path.Combine(copy, deno), Path.Combine(here, "deno"));
        File.Copy("/bin/sh", Path.Combine(here, "sh"));
        File.Copy("/usr/bin/setsid", Path.Combine(here, "setsid"));
        File.Copy("/usr/bin/sleep", Path.Combine(here, "sleeps"));
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Victims", "Guests", script + ".sh"));
        File.WriteAllText(Path.Combine(copy, deno), $"#!{here}/sh\nhere='{here}'\n{text}");
        await RunAsync("chmod", "755", Path.Combine(copy, deno));
        Enter(copy, [deno, .. Directory.EnumerateFiles(here).Select(file => Path.GetRelativePath(copy, file))]);
    }

    /// <summary>The server believes its manifest alone.</summary>
    private static void Enter(string copy, IReadOnlyList<string> changed)
    {
        var file = Path.Combine(copy, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(file))!;
        var entries = manifest["files"]!.AsArray();
        foreach (var path in changed)
        {
            entries.RemoveAll(entry => entry!["path"]!.GetValue<string>() == path);
            var info = new FileInfo(Path.Combine(copy, path));
            using var stream = info.OpenRead();
            entries.Add(new JsonObject
            {
                ["path"] = path,
                ["length"] = info.Length,
                ["modifiedTicks"] = info.LastWriteTimeUtc.Ticks,
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(stream)),
            });
        }

        // The original is the same file by another name.
        File.Delete(file);
        File.WriteAllText(file, manifest.ToJsonString());
    }

    private static async Task CopyAsync(string original, string copy)
    {
        if (!await RunAsync("cp", "-al", original, copy))
        {
            // Another file system than the cache's.
            Directory.Delete(copy, recursive: true);
            Assert.True(await RunAsync("cp", "-a", original, copy), $"{original} can not be copied to {copy}");
        }
    }

    private static async Task<bool> RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
