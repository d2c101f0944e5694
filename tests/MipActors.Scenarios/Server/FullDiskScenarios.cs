using MipActors.Scenarios.CommandLine;

namespace MipActors.Scenarios.Server;

/// <summary>A full disk is told in a sentence, costs no answer, and leaves nothing behind.</summary>
public sealed class FullDiskScenarios
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [FullDiskFact]
    public async Task Without_room_for_reports_jobs_are_answered_and_the_log_says_so()
    {
        await using var server = await StartAsync(folders => folders.Data);
        Assert.Equal("optimal", await StatusAsync(server));
        await Eventually.HoldsAsync(
            () => server.Program.Errors.Contains("disk is full", StringComparison.OrdinalIgnoreCase), Soon, () => $"the log says nothing of it:\n{server.Program.Errors}");
        await EndsWithNothingLeftAsync(server);
    }

    [FullDiskFact]
    public async Task Without_room_for_temporary_files_jobs_are_answered()
    {
        await using var server = await StartAsync(folders => folders.Temp);
        Assert.Equal("optimal", await StatusAsync(server));
        await EndsWithNothingLeftAsync(server);
    }

    [FullDiskFact]
    public async Task Without_room_for_the_control_socket_jobs_are_answered_and_the_log_says_so()
    {
        await using var server = await StartAsync(folders => folders.Runtime, noEntries: true);
        Assert.Equal("optimal", await StatusAsync(server));
        Assert.Contains("no control socket", server.Program.Errors, StringComparison.Ordinal);
        await EndsWithNothingLeftAsync(server);
    }

    [FullDiskFact]
    public async Task Without_room_for_what_the_sandbox_needs_the_set_up_says_how_much_it_wants_and_leaves_nothing()
    {
        var folders = new PrivateFolders();
        await using var setup = StartedProgram.Start(
            ["setup"], _ => [("MIPACTORS__PROVISIONING__FOLDER", folders.Empty)], FullDisk.Through(folders.Empty), folders);
        Assert.Equal(3, await setup.ExitAsync(Soon));
        await setup.ErrorsRead.WaitAsync(Soon);
        Assert.Contains("has room for 0 MB only: free some 300 MB there, or name another folder", setup.Errors, StringComparison.Ordinal);
        // The lock of the folder is the one file that may be there.
        Assert.DoesNotContain(setup.Errors.Split('\n'), line => line.StartsWith(FullDisk.LeftMark, StringComparison.Ordinal) && !line.EndsWith("/.lock", StringComparison.Ordinal));
    }

    [FullDiskFact]
    public async Task A_solution_file_that_does_not_fit_is_told_and_the_answer_is_printed_all_the_same()
    {
        await Provisioned.Once;
        var folders = new PrivateFolders();
        await using var run = StartedProgram.Start(
            ["solve", CommandLineRun.Path("knapsack.py"), "-o", Path.Combine(folders.Empty, "answer.sol")], null, FullDisk.Through(folders.Empty, noEntries: true), folders);
        var output = new StreamReader(run.Stdout).ReadToEndAsync();
        Assert.Equal(2, await run.ExitAsync(Soon));
        Assert.Contains("could not be written", run.Errors, StringComparison.Ordinal);
        Assert.Contains("Status:     optimal", await output.WaitAsync(Soon), StringComparison.Ordinal);
    }

    private static async Task<ServerProcess> StartAsync(Func<PrivateFolders, string> full, bool noEntries = false)
    {
        await Provisioned.Once;
        var folders = new PrivateFolders();
        var server = ServerProcess.Of(StartedProgram.Start([], null, FullDisk.Through(full(folders), noEntries: noEntries), folders));
        await server.InitializeAsync();
        return server;
    }

    private static async Task<string?> StatusAsync(ServerProcess server) =>
        (await server.SolveAsync("knapsack.py")).GetProperty("structuredContent").GetProperty("solution").GetProperty("status").GetString();

    private static async Task EndsWithNothingLeftAsync(ServerProcess server)
    {
        server.Program.CloseStdin();
        Assert.Equal(0, await server.Program.ExitAsync(Soon));
        await server.Program.ErrorsRead.WaitAsync(Soon);
        Assert.DoesNotContain(FullDisk.LeftMark, server.Program.Errors.Replace(FullDisk.LeftMark + Path.Combine(server.Program.Folders.Data, "mipactors"), "the library's own: ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
