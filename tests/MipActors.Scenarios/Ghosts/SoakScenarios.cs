using System.Globalization;
using MipActors.Scenarios.Server;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Ghosts;

/// <summary>One server, many jobs: nothing in it grows. MIPACTORS_SOAK says how many jobs (default 100; the promise is for 1,000).</summary>
[Trait("Category", "Soak")]
[Collection(AfterMatrix.Name)]
public sealed class SoakScenarios(ITestOutputHelper output)
{
    private const int AtOnce = 2;

    // The runtime lets its heap grow to a plateau before it collects in earnest; what is measured is the plateau.
    private const int WarmUp = 150;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Good answers, bad programs, and one that leaves in the middle of a solve.
    private static readonly string[] Programs = ["knapsack.py", "solves_again_with_a_cut.py", "raises.py", "knapsack.py", "infeasible.py", "syntax_error.py"];

    [LinuxFact]
    public async Task Memory_descriptors_threads_and_temporary_files_stay_flat()
    {
        var jobs = Report.Option("MIPACTORS_SOAK", 100);
        await using var server = await ServerProcess.ConnectAsync();
        await RunAsync(server, Math.Max(WarmUp, jobs / 5));
        var before = await RestAsync(server);
        await RunAsync(server, jobs);
        var after = await RestAsync(server);
        Report.Add(output, string.Create(CultureInfo.InvariantCulture, $"soak, {jobs} jobs: before {before}"));
        Report.Add(output, string.Create(CultureInfo.InvariantCulture, $"soak, {jobs} jobs: after  {after}"));
        Assert.Equal(before.Files, after.Files);
        Assert.InRange(after.Children, 0, before.Children);
        // The pool's threads, and with them descriptors, come and go.
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 8);
        Assert.InRange(after.Threads, 0, before.Threads + 8);
        Assert.InRange(after.ResidentMebibytes, 0, before.ResidentMebibytes * 1.2 + 16);
    }

    private static async Task RunAsync(ServerProcess server, int jobs)
    {
        using var room = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(Enumerable.Range(0, jobs).Select(async job =>
        {
            await room.WaitAsync();
            try
            {
                await server.SolveAsync(Programs[job % Programs.Length]);
            }
            finally
            {
                room.Release();
            }
        }));
    }

    /// <summary>What the server holds when it rests: its warm children are there, and nothing else.</summary>
    private static async Task<Holdings> RestAsync(ServerProcess server)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var executors = (await server.StructureAsync("list_executors", new { })).GetProperty("executors").EnumerateArray().ToList();
            if (executors.Count > 0 && executors.All(one => one.GetProperty("state").GetString() == "ready"))
            {
                return Holdings.Of(server.Program);
            }

            await Task.Delay(200, patience.Token);
        }
    }

    private sealed record Holdings(double ResidentMebibytes, int Descriptors, int Threads, int Children, int Files)
    {
        public static Holdings Of(StartedProgram program)
        {
            const string Resident = "VmRSS:";
            var kibibytes = File.ReadLines($"/proc/{program.Pid}/status").First(line => line.StartsWith(Resident, StringComparison.Ordinal))[Resident.Length..];
            return new Holdings(
                Math.Round(double.Parse(kibibytes.Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024),
                Directory.GetFileSystemEntries($"/proc/{program.Pid}/fd").Length,
                Directory.GetDirectories($"/proc/{program.Pid}/task").Length,
                Processes.Below(program.Pid).Count,
                program.Folders.Leftovers.Count);
        }
    }
}
