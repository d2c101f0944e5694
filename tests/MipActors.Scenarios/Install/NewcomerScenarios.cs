using System.Text.Json;
using MipActors.Scenarios.Server;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Install;

/// <summary>
/// Somebody with a clean copy of the repository types what the README says, to the letter. What it installs is then used with an empty home, no Node on the
/// PATH and, where the machine lets a user have a network namespace, no network.
/// </summary>
[Trait("Category", "Install")]
public sealed class NewcomerScenarios(ITestOutputHelper output)
{
    private static readonly TimeSpan BuildPatience = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan ToolPatience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task The_readme_followed_to_the_letter_solves_installs_and_serves()
    {
        using var machine = await CleanMachine.CreateAsync();

        var two = ReadmeText.CommandsBelow(ReadmeText.Readme, "Two commands");
        Assert.Equal(2, two.Count);
        var solved = await machine.RunAsync(two[0], BuildPatience);
        Assert.Contains("Status:     optimal", solved, StringComparison.Ordinal);
        // The README's picture is of this run; times are this machine's own.
        foreach (var line in ReadmeText.Picture().Where(line => !line.Contains(" s in all", StringComparison.Ordinal) && !line.StartsWith("Solver:", StringComparison.Ordinal)))
        {
            Assert.Contains($"\n{line}\n", $"\n{solved}", StringComparison.Ordinal);
        }

        // The second takes as long as this run; what it runs is what CI runs.
        Assert.Contains($"\n{two[1]} ", await File.ReadAllTextAsync(Path.Combine(machine.Clone, ".ci", "run")), StringComparison.Ordinal);

        var install = ReadmeText.CommandsBelow(ReadmeText.Readme, "For an MCP client");
        output.WriteLine(await machine.RunAsync(install[0], BuildPatience));
        foreach (var line in install.Skip(1))
        {
            output.WriteLine(await machine.RunOfflineAsync(line, ToolPatience));
        }

        var tool = Path.Combine(machine.Home, ".dotnet", "tools", "mipactors");
        await SolvesAndServesAsync(machine, tool);
        Assert.Contains("native code", await machine.RunOfflineAsync($"{tool} doctor", ToolPatience), StringComparison.Ordinal);
        // All that it needs came with it: no cache was made.
        Assert.False(Directory.Exists(Path.Combine(machine.Home, ".cache", "mipactors")));

        var packages = Path.Combine(machine.Clone, "artifacts", "packages");
        var dnx = await machine.RunOfflineAsync($"dotnet dnx MipActors --source {packages} --yes -- examples", ToolPatience);
        Assert.Contains("knapsack", dnx, StringComparison.Ordinal);

        // The self-contained folder, where there is no .NET either.
        var archive = Assert.Single(Directory.GetFiles(Path.Combine(machine.Clone, "artifacts"), "mipactors-*.tar.gz"));
        await machine.RunOfflineAsync($"tar -C {machine.Home} -xzf {archive}", ToolPatience);
        machine.RemoveDotnet();
        var folder = Path.Combine(machine.Home, Path.GetFileName(archive)[..^".tar.gz".Length]);
        await SolvesAndServesAsync(machine, Path.Combine(folder, "mipactors"));
        Assert.All(["LICENSE", "NOTICE.md", "licences/PACKAGES.txt", "licences/EPL-2.0.txt", "installation/LICENCES.txt"], file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
    }

    private static async Task SolvesAndServesAsync(CleanMachine machine, string program)
    {
        foreach (var example in (string[])["production_plan", "knapsack"])
        {
            var answer = await machine.RunOfflineAsync($"{program} solve {machine.Clone}/examples/{example}.py --json --quiet", ToolPatience);
            Assert.Equal("optimal", JsonElement.Parse(answer).GetProperty("status").GetString());
        }

        var block = ReadmeText.ClientBlocks()[0];
        Assert.Equal("mipactors", Path.GetFileName(block.Command));
        await using var server = ServerProcess.Of(machine.Start(program, block));
        await server.InitializeAsync();
        var answered = await server.SolveAsync("knapsack.py");
        Assert.Equal("optimal", answered.GetProperty("structuredContent").GetProperty("status").GetString());
    }
}
