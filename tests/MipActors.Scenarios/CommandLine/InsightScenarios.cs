using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>What runs is asked of the servers' own hierarchies, and what a killed server leaves is swept by the next.</summary>
public sealed class InsightScenarios
{
    private const int Kill = 9;

    [Fact]
    public async Task Ps_shows_each_server_of_this_user_with_its_live_processes()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Program);
        await using var ps = CommandLineRun.StartWith(_ => [("XDG_RUNTIME_DIR", server.Program.Folders.Runtime)], "ps", "--json");
        var (code, output, errors) = await ps.EndAsync();
        Assert.True(code == 0, errors);
        var shown = Assert.Single(JsonElement.Parse(output).EnumerateArray());
        Assert.Equal(server.Program.Pid, shown.GetProperty("server_pid").GetInt32());
        var executors = shown.GetProperty("executors").EnumerateArray().ToList();
        var held = executors.First(executor => executor.GetProperty("state").GetString() == "held");
        Assert.StartsWith("/user/mip/executors/pyodide-", held.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.True(held.GetProperty("memory_bytes").GetInt64() > 50_000_000, "the memory is that of the process inside, not of a wrapper");
        Assert.Contains(Processes.Descendants(server.Program.Pid), entry => entry.Pid == held.GetProperty("pid").GetInt32());
    }

    [Fact]
    public async Task List_executors_shows_the_servers_own_processes()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Program);
        var shown = await server.StructureAsync("list_executors", new { });
        Assert.Equal(server.Program.Pid, shown.GetProperty("server_pid").GetInt32());
        Assert.NotEmpty(shown.GetProperty("executors").EnumerateArray());
    }

    [Fact]
    public async Task Without_a_server_ps_says_so()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("ps");
        Assert.Equal((0, "No server runs.\n"), (code, output));
    }

    [Fact]
    public async Task What_a_killed_server_left_is_removed_by_the_next_start()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Idle);
        await Eventually.HoldsAsync(() => server.Program.Folders.Sockets.Count == 1, Conversation.Patience, () => server.Program.Errors);
        await server.Program.SignalAsync(Kill);
        await server.Program.AllGoneAsync(TimeSpan.FromSeconds(4));
        var left = Assert.Single(server.Program.Folders.Sockets);

        await using var next = ServerProcess.Start(_ => [("XDG_RUNTIME_DIR", server.Program.Folders.Runtime)]);
        await Eventually.HoldsAsync(() => !File.Exists(left), Conversation.Patience, () => next.Program.Errors);
    }

    [Fact]
    public async Task Doctor_names_every_layer_and_the_one_in_use()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("doctor");
        Assert.Equal(0, code);
        Assert.Contains("bubblewrap", output, StringComparison.Ordinal);
        Assert.Contains("unshare", output, StringComparison.Ordinal);
        Assert.Contains("portable", output, StringComparison.Ordinal);
        Assert.Contains("in use", output, StringComparison.Ordinal);
    }
}
