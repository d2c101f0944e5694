using System.IO.Compression;

namespace MipActors.Scenarios.CommandLine;

/// <summary>Models without Python: solved, proven, converted.</summary>
public sealed class ModelScenarios
{
    [Fact]
    public async Task An_lp_file_is_solved_and_its_optimum_proven_where_nothing_is_set_up()
    {
        // A folder of its own for all that is provisioned: a sandbox would have to be set up in it first.
        await using var run = CommandLineRun.StartWith(
            folders => [("MIPACTORS__PROVISIONING__FOLDER", Path.Combine(folders.Config, "never-made"))], "solve", CommandLineRun.Model("plan.lp"), "--json");
        var (code, output, _) = await run.EndAsync();
        Assert.Equal(0, code);
        var report = System.Text.Json.JsonElement.Parse(output);
        Assert.Equal(36, report.GetProperty("solution").GetProperty("objective_value").GetDouble());
        Assert.Equal(6, report.GetProperty("solution").GetProperty("variables").GetProperty("windows").GetDouble());
        var proof = report.GetProperty("proof");
        Assert.Equal(("proven", "36"), (proof.GetProperty("verdict").GetString(), proof.GetProperty("exact_objective").GetString()));
        Assert.Equal(36, proof.GetProperty("rigorous_bound").GetDouble());
    }

    [Fact]
    public async Task An_infeasible_mps_file_is_proven_so_and_exits_with_1()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Model("contradiction.mps"));
        Assert.Equal((1, "infeasible"), (code, report.GetProperty("status").GetString()));
        Assert.Equal("proven", report.GetProperty("proof").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_model_that_is_torn_names_its_line_and_exits_with_2()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Model("torn.lp"));
        Assert.Equal((2, "bad_input", 5), (code, report.GetProperty("status").GetString(), report.GetProperty("error").GetProperty("line").GetInt32()));
        Assert.Contains("<=, >= or = belongs here", report.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_converted_packed_and_solved_to_the_same_answer()
    {
        var folder = Directory.CreateTempSubdirectory("mipactors-convert-");
        try
        {
            var packed = Path.Combine(folder.FullName, "plan.mps.gz");
            var (code, output, errors) = await CommandLineRun.ToEndAsync("convert", CommandLineRun.Model("plan.lp"), packed);
            Assert.True(code == 0, errors);
            Assert.Contains("2 variables (0 integer), 3 constraints, 4 non-zeros", output, StringComparison.Ordinal);
            await using (var unpacked = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
            {
                Assert.StartsWith("NAME", await new StreamReader(unpacked).ReadToEndAsync(), StringComparison.Ordinal);
            }

            var (solved, report) = await CommandLineRun.ReportAsync("solve", packed);
            Assert.Equal((0, 36), (solved, report.GetProperty("solution").GetProperty("objective_value").GetDouble()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task What_can_not_be_converted_is_named_with_its_line()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("convert", CommandLineRun.Model("torn.lp"), Path.Combine(Path.GetTempPath(), "never.mps"));
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("torn.lp, line 5", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_takes_no_data()
    {
        var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Model("plan.lp"), "--param", "x=1");
        Assert.Equal(2, code);
        Assert.Contains("takes no --data", errors, StringComparison.Ordinal);
    }
}
