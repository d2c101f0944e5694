using System.Text.Json;
using MipActors.Scenarios.Ghosts;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>Settings in force, the cache, shell completion, examples, explanations: what a person asks the program about itself and a model.</summary>
public sealed class UpkeepScenarios
{
    [Fact]
    public async Task Config_shows_each_setting_and_where_it_came_from()
    {
        await using var run = CommandLineRun.StartWith(
            folders =>
            {
                Directory.CreateDirectory(Path.Combine(folders.Config, "mipactors"));
                File.WriteAllText(Path.Combine(folders.Config, "mipactors", "mipactors.conf"), "mipactors { jobs { capacity = 7, patience = 5s }\n jobz.capacity = 3 }");
                return [("MIPACTORS__JOBS__PATIENCE", "6s"), ("MIPACTORS__JOBS__CAPACTY", "9")];
            },
            "config", "--json", "--port", "8099");
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 0, errors);
        var settings = JsonElement.Parse(output).EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one);
        Assert.Equal("7", settings["mipactors.jobs.capacity"].GetProperty("value").GetString());
        Assert.EndsWith("mipactors.conf", settings["mipactors.jobs.capacity"].GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.Equal("6s", settings["mipactors.jobs.patience"].GetProperty("value").GetString());
        Assert.Equal("MIPACTORS__JOBS__PATIENCE", settings["mipactors.jobs.patience"].GetProperty("source").GetString());
        Assert.Equal(("8099", "option --port"), (settings["mipactors.http.port"].GetProperty("value").GetString(), settings["mipactors.http.port"].GetProperty("source").GetString()));
        Assert.Equal(("1 MiB", "default"), (settings["mipactors.limits.code"].GetProperty("value").GetString(), settings["mipactors.limits.code"].GetProperty("source").GetString()));
        Assert.All(settings.Values, setting => Assert.NotEqual("", setting.GetProperty("description").GetString()));
        Assert.Contains("mipactors.jobs.capacty of MIPACTORS__JOBS__CAPACTY sets nothing; did you mean mipactors.jobs.capacity?", errors, StringComparison.Ordinal);
        Assert.Contains("mipactors.jobz.capacity", errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_new_account_has_none_of_its_folders_yet_and_its_tokens_are_in_no_shared_one()
    {
        await using var run = CommandLineRun.StartWith(
            folders => [("HOME", folders.Empty), ("XDG_CONFIG_HOME", null), ("XDG_DATA_HOME", null)], "token", "ann");
        var (code, _, errors) = await run.EndAsync();
        Assert.True(code == 0, errors);
        var file = Path.Combine(run.Program.Folders.Empty, ".config", "mipactors", "tokens");
        Assert.Contains(file, errors, StringComparison.Ordinal);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Empty(run.Program.Folders.Leftovers);
    }

    [Fact]
    public async Task The_cache_is_shown_and_what_older_versions_left_is_removed_unless_it_is_in_use()
    {
        await Provisioned.Once;
        using var folders = new PrivateFolders();
        var root = Path.Combine(folders.Root, "cache", "mipactors");
        var (old, used) = (Path.Combine(root, "0.1-old"), Path.Combine(root, "0.1-used"));
        foreach (var folder in (string[])[old, used])
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), "{}");
        }

        // A process that was started from it: the name of its program says so.
        File.Copy("/bin/sleep", Path.Combine(used, "sleep"));
        using var user = System.Diagnostics.Process.Start(Path.Combine(used, "sleep"), "60");
        try
        {
            var shown = await RunAsync("cache", "--json");
            Assert.Equal(["in_use", "old"], JsonElement.Parse(shown).EnumerateArray().Select(one => one.GetProperty("state").GetString()).Order(StringComparer.Ordinal));
            Assert.Contains("removed", await RunAsync("cache", "clean"), StringComparison.Ordinal);
            Assert.False(Directory.Exists(old));
            Assert.True(Directory.Exists(used));
        }
        finally
        {
            user.Kill();
            await user.WaitForExitAsync();
        }

        await RunAsync("cache", "clean");
        Assert.False(Directory.Exists(used));
        Assert.Contains("Nothing is set up", await RunAsync("cache"), StringComparison.Ordinal);

        async Task<string> RunAsync(params string[] arguments)
        {
            await using var run = CommandLineRun.StartWith(_ => [("XDG_CACHE_HOME", Path.Combine(folders.Root, "cache"))], arguments);
            var (code, output, errors) = await run.EndAsync();
            Assert.True(code == 0, errors);
            return output;
        }
    }

    [Fact]
    public async Task The_installation_in_use_is_the_current_one()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("cache", "--json");
        Assert.Equal(0, code);
        var current = Assert.Single(JsonElement.Parse(output).EnumerateArray(), one => one.GetProperty("state").GetString() == "current");
        Assert.True(current.GetProperty("bytes").GetInt64() > 50_000_000);
    }

    [Fact]
    public async Task Bash_completes_commands_and_options()
    {
        var (_, script, _) = await CommandLineRun.ToEndAsync("completion", "bash");
        var program = StartedProgram.Host;
        foreach (var (line, expected) in new[] { ("mipactors so", "solve"), ("mipactors solve --time", "--time-limit"), ("mipactors ca", "cache") })
        {
            var commands = $"mipactors() {{ '{program}' \"$@\"; }}\n{script}\nCOMP_LINE='{line}'; COMP_POINT={line.Length}; _mipactors; printf '%s\\n' \"${{COMPREPLY[@]}}\"";
            using var bash = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("bash", ["-c", commands]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var completed = await bash.StandardOutput.ReadToEndAsync();
            await bash.WaitForExitAsync();
            Assert.Contains(expected, completed.Split('\n'));
        }
    }

    [Fact]
    public async Task Examples_are_listed_and_printed()
    {
        var (_, list, _) = await CommandLineRun.ToEndAsync("examples");
        Assert.Contains("knapsack", list, StringComparison.Ordinal);
        var (code, program, _) = await CommandLineRun.ToEndAsync("examples", "knapsack");
        Assert.Equal(0, code);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "examples", "knapsack.py")), program);
        var (refused, _, errors) = await CommandLineRun.ToEndAsync("examples", "knapsak");
        Assert.Equal(2, refused);
        Assert.Contains("did you mean 'knapsack'?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_names_the_conflict_and_the_way_out()
    {
        using var folders = new PrivateFolders();
        var file = Path.Combine(folders.Temp, "tight.lp");
        await File.WriteAllTextAsync(file, "Minimize\n obj: x\nSubject To\n demand: x >= 5\n capacity: x <= 3\nEnd\n");
        var (code, report) = await CommandLineRun.ReportAsync("explain", file, "--hard", "demand", "--quiet");
        Assert.Equal(1, code);
        var explanation = report.GetProperty("solution").GetProperty("explanation");
        Assert.Equal(["capacity", "demand"], explanation.GetProperty("conflict").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        var relaxed = Assert.Single(explanation.GetProperty("relaxations").EnumerateArray());
        Assert.Equal("capacity", relaxed.GetProperty("demand").GetProperty("name").GetString());
        Assert.Equal(2, relaxed.GetProperty("amount").GetDouble(), 6);
    }

    [Fact]
    public async Task An_explanation_for_a_person_names_each_demand_and_writes_it_as_mathematics()
    {
        using var folders = new PrivateFolders();
        var file = Path.Combine(folders.Temp, "tight.lp");
        await File.WriteAllTextAsync(file, "Minimize\n obj: x\nSubject To\n demand: x - y >= 5\n capacity: x <= 3\nEnd\n");
        var (code, output, _) = await CommandLineRun.ToEndAsync("explain", file, "--hard", "demand");
        Assert.Equal(1, code);
        Assert.Contains("Message:    The model is infeasible: no point satisfies all constraints.\n", output, StringComparison.Ordinal);
        Assert.Contains("  constraint demand: x - y >= 5\n", output, StringComparison.Ordinal);
        Assert.Contains("  constraint capacity: x <= 3: move the limit by 2 (cost 2)\n", output, StringComparison.Ordinal);
        (_, output, _) = await CommandLineRun.ToEndAsync("explain", file, "--hard", "*");
        Assert.Contains("bounds of variables that are named neither as policy nor with a weight", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_minus_zero_to_a_person()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Model("plan.lp"), "--set", "sensitivity=true");
        Assert.Equal(0, code);
        Assert.Contains("Reduced costs:", output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"-0(?![.\d])", output);
    }

    [Fact]
    public async Task Progress_of_a_server_that_is_alone_speaks_of_no_worker_nodes()
    {
        var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"));
        Assert.Equal(0, code);
        Assert.DoesNotContain("node to come", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_says_nothing_of_the_job_on_its_way()
    {
        var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"), "--quiet");
        Assert.Equal((0, ""), (code, errors));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task On_a_terminal_one_line_is_drawn_anew_and_NO_COLOR_is_minded(string? noColor)
    {
        await Provisioned.Once;
        var program = StartedProgram.Host;
        // script(1) gives the program a terminal; stdout stays a file.
        using var folders = new PrivateFolders();
        var answer = Path.Combine(folders.Temp, "answer");
        var start = new System.Diagnostics.ProcessStartInfo(
            "script", ["-qec", $"'{program}' solve '{CommandLineRun.Path("knapsack.py")}' > '{answer}'", "/dev/null"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["XDG_DATA_HOME"] = folders.Data;
        start.Environment["XDG_RUNTIME_DIR"] = folders.Runtime;
        start.Environment["NO_COLOR"] = noColor;
        using var script = System.Diagnostics.Process.Start(start)!;
        var drawn = await script.StandardOutput.ReadToEndAsync().WaitAsync(Conversation.Patience);
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        Assert.Contains("Objective:", await File.ReadAllTextAsync(answer), StringComparison.Ordinal);
        Assert.Contains("\u001b[", drawn, StringComparison.Ordinal); // drawn anew
        Assert.Equal(noColor is null, System.Text.RegularExpressions.Regex.IsMatch(drawn, "\u001b\\[(1;)?(3[0-9]|9[0-7])"));
    }

    [Fact]
    public async Task A_report_is_one_file_that_needs_nothing_else()
    {
        using var folders = new PrivateFolders();
        var file = Path.Combine(folders.Temp, "report.html");
        var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", Path.Combine(AppContext.BaseDirectory, "examples", "diet.py"), "--set", "sensitivity=true", "--report", file);
        Assert.True(code == 0, errors);
        var page = await File.ReadAllTextAsync(file);
        foreach (var part in (string[])["id=\"summary\"", "class=\"sparsity\"", "id=\"variables\"", "id=\"constraints\"", "id=\"prices\"", "id=\"log\"", "optimal"])
        {
            Assert.Contains(part, page, StringComparison.Ordinal);
        }

        Assert.DoesNotMatch("(?i)<[^>]+ (src|href)=|url\\(|@import", page);
    }
}
