using Microsoft.Data.Sqlite;
using MipActors.Actors.Library;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Scenarios.Library;

public sealed class LibraryFileSpec : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mipactors-library-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_report_comes_back_as_it_was_kept()
    {
        var report = Report("a");
        using (var file = Open())
        {
            file.Keep(report, DateTimeOffset.UtcNow);
        }

        using var again = Open();
        var found = again.Find("a")!;
        Assert.Equal(report.Message, found.Message);
        Assert.Equal(report.Output, found.Output);
        Assert.Equal(report.Warnings, found.Warnings);
        Assert.Equal(report.Timings, found.Timings);
        Assert.Equal(report.Model!.Cost, found.Model!.Cost);
        Assert.Equal(report.Solution!.Values, found.Solution!.Values);
        Assert.Equal(report.Verification!.RowActivities, found.Verification!.RowActivities);
        Assert.True(found.Verification.IsValid);
        Assert.Null(again.Find("b"));
    }

    [Fact]
    public void A_report_of_a_failure_comes_back_with_its_fault()
    {
        var fault = new JobFault("syntax-error", "what \u0000 was wrong") { Line = 3, Hint = "mend it" };
        using var file = Open();
        file.Keep(new JobReport { JobId = "f", Outcome = JobOutcome.BadInput, Message = "no", Fault = fault }, DateTimeOffset.UtcNow);
        Assert.Equal(fault, file.Find("f")!.Fault);
    }

    [Fact]
    public void Reports_beyond_the_bounds_of_number_and_age_are_let_go()
    {
        using var file = Open(new LibrarySettings(_folder, MostReports: 2, TimeSpan.FromDays(1)));
        var now = DateTimeOffset.UtcNow;
        file.Keep(Report("old"), now - TimeSpan.FromDays(2));
        file.Keep(Report("a"), now - TimeSpan.FromMinutes(3));
        file.Keep(Report("b"), now - TimeSpan.FromMinutes(2));
        file.Keep(Report("c"), now);
        Assert.Equal(["c", "b"], file.Newest(10).Select(entry => entry.JobId));
    }

    [Fact]
    public void Two_servers_share_the_file()
    {
        using var one = Open();
        using var two = Open();
        Parallel.For(0, 20, i =>
        {
            var file = i % 2 == 0 ? one : two;
            lock (file)
            {
                file.Keep(Report($"job-{i}"), DateTimeOffset.UtcNow);
            }
        });
        Assert.Equal(20, one.Newest(100).Count);
        Assert.Equal(20, two.Newest(100).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5000)]
    public void A_damaged_file_is_kept_aside_and_a_new_one_begun(int at)
    {
        using (var file = Open())
        {
            for (var i = 0; i < 50; i++)
            {
                file.Keep(Report($"job-{i}"), DateTimeOffset.UtcNow);
            }
        }

        var path = Path.Combine(_folder, "library.db");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(at, 4000).Fill(0xA5);
        File.WriteAllBytes(path, bytes);
        var aside = new List<string>();
        using var again = LibraryFile.Open(Settings, aside.Add);
        Assert.True(File.Exists(Assert.Single(aside)));
        Assert.Empty(again.Newest(10));
        again.Keep(Report("new"), DateTimeOffset.UtcNow);
        Assert.NotNull(again.Find("new"));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_left_alone_with_a_sentence()
    {
        Open().Dispose();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "library.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer version", Assert.Throws<InvalidOperationException>(() => Open()).Message, StringComparison.Ordinal);
    }

    private LibrarySettings Settings => new(_folder, MostReports: 100, TimeSpan.FromDays(30));

    private LibraryFile Open(LibrarySettings? settings = null) =>
        LibraryFile.Open(settings ?? Settings, aside => Assert.Fail($"kept aside as {aside}"));

    private static JobReport Report(string id)
    {
        var model = new LinearModel
        {
            Name = "kept",
            Sense = ObjectiveSense.Maximize,
            Cost = [0.1 + 0.2, 2],
            ColumnLower = [0, double.NegativeInfinity],
            ColumnUpper = [1, 3],
            Kinds = [VariableKind.Integer, VariableKind.Continuous],
            ColumnNames = ["x", "y"],
            RowLower = [double.NegativeInfinity],
            RowUpper = [4],
            RowNames = ["row"],
            Matrix = new SparseMatrix([0, 2], [0, 1], [1, 1]),
        };
        double[] values = [1, 3];
        var solution = new Solution { Status = SolveStatus.Optimal, Solver = "scip", Objective = 6.3, DualBound = 6.3, Values = values };
        return new JobReport
        {
            JobId = id,
            Outcome = JobOutcome.Answered,
            Message = "Optimal",
            Output = new ProgramOutput("printed\n", "", 3, 0),
            Model = model,
            Solution = solution,
            Verification = SolutionCheck.Run(model, values, 1e-6, 6.3),
            Solves = 2,
            Warnings = ["mind this"],
            Timings = StageTimings.Zero with { Total = TimeSpan.FromMilliseconds(12.5) },
        };
    }
}
