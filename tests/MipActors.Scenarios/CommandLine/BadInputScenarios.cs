using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>What can not be used exits with 2 and one sentence that says what to mend; nothing stands on stdout.</summary>
public sealed class BadInputScenarios
{
    public static TheoryData<string, string[]> Complaints
    {
        get
        {
            var knapsack = CommandLineRun.Path("knapsack.py");
            return new TheoryData<string, string[]>
            {
                { "missing.py", ["solve", "/no/such/missing.py"] },
                { "FILE", ["solve"] },
                { "no option '--slover' here; did you mean '--solver'?", ["solve", knapsack, "--slover", "highs"] },
                { "no command 'sovle' here; did you mean 'solve'?", ["sovle", knapsack] },
                { "it is a folder", ["solve", AppContext.BaseDirectory] },
                { "there is no such file", ["solve", "/no/such/missing.lp"] },
                { "answer.xlsx is neither a program (.py) nor a model (.lp, .mps, .lp.gz, .mps.gz)", ["solve", "answer.xlsx"] },
                { "'bash' 'zsh' 'fish'", ["completion", "fsh"] },
                { "missing.json", ["solve", knapsack, "--data", "/no/such/missing.json"] },
                { "broken.json is not JSON: line 1, ", ["solve", knapsack, "--data", CommandLineRun.Path("broken.json")] },
                { "list.json is not a JSON object", ["solve", knapsack, "--data", CommandLineRun.Path("list.json")] },
                { "NAME=VALUE", ["solve", knapsack, "--param", "capacity"] },
                { "NAME=VALUE", ["solve", knapsack, "--param", "=2"] },
                { "--time-limit is -1", ["solve", knapsack, "--time-limit", "-1"] },
                { "--time-limit is NaN", ["solve", knapsack, "--time-limit", "NaN"] },
                { "--time-limit is 'soon'; it takes a number.", ["solve", knapsack, "--time-limit", "soon"] },
                { "--threads is 'two'; it takes a whole number.", ["solve", knapsack, "--threads", "two"] },
                { "--gap is -0.1", ["solve", knapsack, "--gap", "-0.1"] },
                { "--threads is 0", ["solve", knapsack, "--threads", "0"] },
                { "--seed is -1", ["solve", knapsack, "--seed", "-1"] },
                { "missing.sol", ["solve", knapsack, "--mip-start", "/no/such/missing.sol"] },
                { "broken.json", ["solve", knapsack, "--mip-start", CommandLineRun.Path("broken.json")] },
                { "-o answer.xlsx has to end in", ["solve", knapsack, "-o", "answer.xlsx"] },
                { "--set 'pool'", ["solve", knapsack, "--set", "pool"] },
                { "whole number", ["solve", knapsack, "--set", "node_limit=many"] },
                { "did you mean 'count'", ["solve", knapsack, "--set", "pool={\"cuont\": 2}"] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Complaints))]
    public async Task What_can_not_be_used_is_named_and_exits_with_2(string complaint, string[] arguments)
    {
        await using var run = CommandLineRun.StartWith(_ => [], arguments);
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 2, $"{code}\n{output}\n{errors}");
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
        Assert.Matches(@"\[(bad-option|bad-file|unreadable-file)\]\n", errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    /// <summary>The other kinds of faults, each with the code that has its page in docs/errors.md: code, exit code, environment, arguments.</summary>
    public static TheoryData<string, int, string, string, string[]> Codes => new()
    {
        { "unwritable-file", 2, "", "", ["convert", CommandLineRun.Model("plan.lp"), "/no/such/folder/plan.mps"] },
        { "unknown-name", 2, "", "", ["examples", "knapsak"] },
        { "unknown-name", 2, "", "", ["jobs", "show", "01nosuchjob"] },
        { "bad-setting", 2, "MIPACTORS__JOBS__CAPACITY", "many", ["config"] },
        { "set-up-failed", 3, "MIPACTORS__PROVISIONING__FOLDER", "/proc/no/such", ["setup"] },
        { "no-token", 2, "", "", ["token", "a name with spaces"] },
        { "no-library", 2, "MIPACTORS__LIBRARY__FOLDER", "/dev/null", ["jobs", "list"] },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_kind_of_fault_has_its_code_at_the_end_of_the_line(string code, int exit, string name, string value, string[] arguments)
    {
        // No program is found in the PATH: no bubblewrap, no npm.
        await using var run = CommandLineRun.StartWith(folders => name.Length > 0 ? [("PATH", folders.Empty), (name, value)] : [("PATH", folders.Empty)], arguments);
        var (ended, output, errors) = await run.EndAsync();
        Assert.True(ended == exit, $"{ended}\n{output}\n{errors}");
        Assert.Contains($"[{code}]\n", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_that_is_demanded_and_not_to_be_had_is_named()
    {
        // A mount namespace of its own, in which bubblewrap is no program.
        string[] without = ["unshare", "-rm", "sh", "-c", "mount --bind /dev/null \"$(command -v bwrap)\" && exec \"$@\"", "sh"];
        await using var program = StartedProgram.Start(["solve", CommandLineRun.Model("plan.lp")], _ => [("MIPACTORS__CONTAINMENT__LAYER", "bubblewrap")], through: without);
        Assert.Equal(3, await program.ExitAsync(StartedProgram.EndBudget));
        await program.ErrorsRead.WaitAsync(StartedProgram.EndBudget);
        Assert.Contains("[no-containment]\n", program.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        await using var run = await CommandLineRun.StartAsync("serve", "--http", "--port", $"{((System.Net.IPEndPoint)taken.LocalEndpoint).Port}");
        var (code, _, errors) = await run.EndAsync();
        Assert.True(code == 2, errors);
        Assert.Contains("[can-not-listen]\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_solver_exits_with_2_and_the_nearest_is_named()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"), "--solver", "hihgs");
        Assert.Equal(2, code);
        Assert.Contains("unknown solver 'hihgs'", output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'highs'?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_is_named_and_exits_with_2()
    {
        await using var run = CommandLineRun.StartWith(
            _ => [("MIPACTORS__JOBS__DEFAULT_TIMEOUT", "soon")], "solve", CommandLineRun.Path("knapsack.py"));
        var (code, _, errors) = await run.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("mipactors.jobs.default-timeout is 'soon'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_setting_in_the_users_file_is_named_and_exits_with_2()
    {
        await using var run = CommandLineRun.StartWith(
            folders =>
            {
                var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folders.Config, "mipactors")).FullName, "mipactors.conf");
                File.WriteAllText(file, "mipactors.jobs.capacity = many");
                return [];
            },
            "solve",
            CommandLineRun.Path("knapsack.py"));
        var (code, _, errors) = await run.EndAsync();
        Assert.Equal(2, code);
        Assert.Contains("mipactors.jobs.capacity is 'many'", errors, StringComparison.Ordinal);
    }
}
