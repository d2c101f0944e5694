using MipActors.Scenarios.Documents;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Install;

/// <summary>
/// A clean copy of the repository, an empty home, and for what is installed a PATH without Node and no network. NuGet's and npm's settings and NuGet's folder
/// of packages are this machine's own: where packages come from is its matter.
/// </summary>
internal sealed class CleanMachine : IDisposable
{
    private readonly PrivateFolders _folders = new();
    private readonly string _programs;

    private CleanMachine()
    {
        Clone = Directory.CreateDirectory(Path.Combine(_folders.Root, "clone")).FullName;
        Home = Directory.CreateDirectory(Path.Combine(_folders.Root, "home")).FullName;
        _programs = Directory.CreateDirectory(Path.Combine(_folders.Root, "bin")).FullName;
    }

    public string Clone { get; }

    public string Home { get; }

    /// <summary>Whether what is installed is tried without a network; not where the kernel refuses a user a network namespace.</summary>
    public bool IsOffline { get; private set; }

    public static async Task<CleanMachine> CreateAsync()
    {
        var machine = new CleanMachine();
        foreach (var file in (await CommandAsync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], Repository.Root, [], TimeSpan.FromMinutes(1)))
                     .Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(Repository.Root, file))))
        {
            var target = Path.Combine(machine.Clone, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(Repository.Root, file), target);
        }

        // The first of a name in PATH wins, as in a shell.
        foreach (var program in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Directory.Exists).SelectMany(Directory.EnumerateFiles))
        {
            var name = Path.GetFileName(program);
            var link = Path.Combine(machine._programs, name);
            if (name is not ("node" or "nodejs" or "npm" or "npx" or "dotnet") && !File.Exists(link))
            {
                File.CreateSymbolicLink(link, program);
            }
        }

        // Through a link .NET would take the link's folder for its own.
        var dotnet = Path.Combine(machine._programs, "dotnet");
        await File.WriteAllTextAsync(dotnet, $"#!/bin/sh\nexec '{DotnetRoot}/dotnet' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dotnet, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        machine.IsOffline = (await CommandAsync("unshare", ["-rn", "true"], "/", [], TimeSpan.FromSeconds(30))).Code == 0;
        return machine;
    }

    /// <summary>Types a line in the clone, as the user of this machine; its stdout.</summary>
    public Task<string> RunAsync(string line, TimeSpan patience) => SucceededAsync("bash", ["-c", line], line,
    [
        ("XDG_CACHE_HOME", Path.Combine(_folders.Root, "cache")), ("XDG_DATA_HOME", _folders.Data), ("XDG_CONFIG_HOME", _folders.Config),
        ("XDG_RUNTIME_DIR", _folders.Runtime), ("TMPDIR", _folders.Temp), .. Plain,
    ], patience);

    /// <summary>Types a line in the clone, on a machine with an empty home and neither Node nor a network; its stdout.</summary>
    public Task<string> RunOfflineAsync(string line, TimeSpan patience)
    {
        string[] vector = [.. Through, "bash", "-c", line];
        return SucceededAsync(vector[0], vector[1..], line, [.. Bare, ("TMPDIR", _folders.Temp)], patience);
    }

    /// <summary>Starts what a client's block says, with the program in the place of the block's.</summary>
    public StartedProgram Start(string program, ClientBlock block) => StartedProgram.Start(
        block.Arguments,
        _ => [.. Bare.Where(one => one.Name != "DOTNET_ROOT"), ("DOTNET_ROOT", null), .. block.Environment],
        // The program that scenarios start otherwise is dropped.
        through: [.. Through, "sh", "-c", "shift; exec \"$0\" \"$@\"", program]);

    /// <summary>From here on there is no .NET but what a program brings.</summary>
    public void RemoveDotnet() => File.Delete(Path.Combine(_programs, "dotnet"));

    public void Dispose() => _folders.Dispose();

    private static string DotnetRoot { get; } =
        Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private string[] Through => IsOffline ? ["unshare", "-rn"] : [];

    private static IEnumerable<(string Name, string? Value)> Plain => [("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_EnableDiagnostics", "0")];

    private IEnumerable<(string Name, string? Value)> Bare =>
    [
        ("HOME", Home), ("PATH", _programs), ("XDG_CACHE_HOME", null), ("XDG_DATA_HOME", null), ("XDG_CONFIG_HOME", null), ("NUGET_PACKAGES", null),
        ("DOTNET_ROOT", File.Exists(Path.Combine(_programs, "dotnet")) ? DotnetRoot : null), .. Plain,
    ];

    private async Task<string> SucceededAsync(
        string program, IReadOnlyList<string> arguments, string line, IEnumerable<(string Name, string? Value)> environment, TimeSpan patience)
    {
        var (code, said, errors) = await CommandAsync(program, arguments, Clone, environment, patience);
        Assert.True(code == 0, $"{line}: exit code {code}\n{said}\n{errors}");
        return said;
    }

    /// <summary>A build server would outlive the build, and hold its output open.</summary>
    private static Task<(int Code, string Output, string Errors)> CommandAsync(
        string program, IReadOnlyList<string> arguments, string folder, IEnumerable<(string Name, string? Value)> environment, TimeSpan patience) =>
        OutsideCommand.RunAsync(program, arguments, folder, patience, [.. environment, ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false")]);
}
