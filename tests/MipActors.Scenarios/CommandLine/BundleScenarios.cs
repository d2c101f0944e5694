using System.IO.Compression;

namespace MipActors.Scenarios.CommandLine;

/// <summary>A job that is bundled, and made again.</summary>
public sealed class BundleScenarios
{
    [Fact]
    public async Task A_bundled_program_is_replayed_to_the_same_answer()
    {
        await InFolderAsync(async folder =>
        {
            var bundle = Path.Combine(folder, "job.zip");
            var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"), "--param", "capacity=7", "--bundle", bundle);
            Assert.True(code == 0, errors);
            using (var zip = ZipFile.OpenRead(bundle))
            {
                string[] expected =
                [
                    "README.txt", "program.py", "request.json", "data.json", "versions.json", "report.txt", "report.json", "report.bin", "progress.txt", "solver.log",
                    "solved-model.mps",
                ];
                Assert.Equal(expected, zip.Entries.Select(entry => entry.Name));
                Assert.True(zip.GetEntry("solver.log")!.Length > 0);
                Assert.Contains("\"pulp\"", await TextAsync(zip, "versions.json"), StringComparison.Ordinal);
            }

            var (replayed, output, faults) = await CommandLineRun.ToEndAsync("replay", bundle);
            Assert.True(replayed == 0, output + faults);
            Assert.StartsWith("The answer is the same.", output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_replay_that_gives_another_answer_says_what_differs_and_exits_with_1()
    {
        await InFolderAsync(async folder =>
        {
            var bundle = Path.Combine(folder, "job.zip");
            await CommandLineRun.ToEndAsync("solve", CommandLineRun.Model("plan.lp"), "--bundle", bundle);
            using (var zip = ZipFile.Open(bundle, ZipArchiveMode.Update))
            {
                var text = (await TextAsync(zip, "model.lp")).Replace("<= 18", "<= 12", StringComparison.Ordinal);
                zip.GetEntry("model.lp")!.Delete();
                await using var writer = new StreamWriter(zip.CreateEntry("model.lp").Open());
                await writer.WriteAsync(text);
            }

            var (code, output, _) = await CommandLineRun.ToEndAsync("replay", bundle);
            Assert.Equal(1, code);
            Assert.StartsWith("The answer is NOT the same.", output, StringComparison.Ordinal);
            Assert.Contains("the objective was 36 and is 30", output, StringComparison.Ordinal);
            Assert.Contains("the model is another one", output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task What_is_no_bundle_is_refused()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("replay", CommandLineRun.Path("knapsack.py"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("it is no bundle", errors, StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return await reader.ReadToEndAsync();
    }

    private static async Task InFolderAsync(Func<string, Task> work)
    {
        var folder = Directory.CreateTempSubdirectory("mipactors-bundle-");
        try
        {
            await work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
