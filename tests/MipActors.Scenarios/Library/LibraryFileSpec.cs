using Microsoft.Data.Sqlite;
using MipActors.Actors.Library;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Core.Wire;

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
            file.Reports.Keep(report, DateTimeOffset.UtcNow, Program);
        }

        using var again = Open();
        var found = again.Reports.Find("", "a").Report!;
        Assert.Equal(report.Message, found.Message);
        Assert.Equal(report.Output, found.Output);
        Assert.Equal(report.Warnings, found.Warnings);
        Assert.Equal(report.Timings, found.Timings);
        Assert.Equal(report.Model!.Cost, found.Model!.Cost);
        Assert.Equal(report.Solution!.Values, found.Solution!.Values);
        Assert.Equal(report.Verification!.RowActivities, found.Verification!.RowActivities);
        Assert.True(found.Verification.IsValid);
        Assert.Null(again.Reports.Find("", "b").Report);
    }

    [Fact]
    public void A_report_of_a_failure_comes_back_with_its_fault()
    {
        var fault = new JobFault("syntax-error", "what \u0000 was wrong") { Line = 3, Hint = "mend it" };
        using var file = Open();
        file.Reports.Keep(new JobReport { JobId = "f", Outcome = JobOutcome.BadInput, Message = "no", Fault = fault }, DateTimeOffset.UtcNow, Program);
        Assert.Equal(fault, file.Reports.Find("", "f").Report!.Fault);
    }

    [Fact]
    public void Reports_beyond_the_bounds_of_number_and_age_are_let_go()
    {
        using var file = Open(Settings with { MostReports = 2, MaxAge = TimeSpan.FromDays(1) });
        var now = DateTimeOffset.UtcNow;
        file.Reports.Keep(Report("old"), now - TimeSpan.FromDays(2), Program);
        file.Reports.Keep(Report("a"), now - TimeSpan.FromMinutes(3), Program);
        file.Reports.Keep(Report("b"), now - TimeSpan.FromMinutes(2), Program);
        file.Reports.Keep(Report("c"), now, Program);
        Assert.Equal(["c", "b"], file.Reports.Newest("", 10, ReportFilter.All).Select(entry => entry.JobId));
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
                file.Reports.Keep(Report($"job-{i}"), DateTimeOffset.UtcNow, Program);
            }
        });
        Assert.Equal(20, one.Reports.Newest("", 100, ReportFilter.All).Count);
        Assert.Equal(20, two.Reports.Newest("", 100, ReportFilter.All).Count);
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
                file.Reports.Keep(Report($"job-{i}"), DateTimeOffset.UtcNow, Program);
            }
        }

        var path = Path.Combine(_folder, "library.db");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(at, 4000).Fill(0xA5);
        File.WriteAllBytes(path, bytes);
        var aside = new List<string>();
        using var again = LibraryFile.Open(Settings, isSuspect: false, aside.Add);
        Assert.True(File.Exists(Assert.Single(aside)));
        Assert.Empty(again.Reports.Newest("", 10, ReportFilter.All));
        again.Reports.Keep(Report("new"), DateTimeOffset.UtcNow, Program);
        Assert.NotNull(again.Reports.Find("", "new").Report);
    }

    [Fact]
    public void A_large_file_is_read_through_only_when_it_is_suspect()
    {
        Open().Dispose();
        var path = Path.Combine(_folder, "library.db");
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE more (what BLOB); INSERT INTO more VALUES (zeroblob(70000000)), (zeroblob(10000)); CREATE INDEX some ON more (length(what));";
            command.ExecuteNonQuery();
        }

        using (var file = File.OpenWrite(path))
        {
            file.Position = file.Length - 4096;
            file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
        }

        Open().Dispose();
        var aside = new List<string>();
        LibraryFile.Open(Settings, isSuspect: true, aside.Add).Dispose();
        Assert.Single(aside);
    }

    [Fact]
    public void A_report_is_kept_and_all_are_listed_without_reading_what_is_in_them()
    {
        const int reports = 200, bytes = 100_000;
        using (var file = Open(Settings with { MostReports = reports }))
        {
            for (var i = 0; i < reports; i++)
            {
                file.Reports.Keep(Report($"job-{i}") with { Output = new ProgramOutput(new string('x', bytes), "", bytes, 0) }, DateTimeOffset.UtcNow, Program);
            }
        }

        using var again = Open(Settings with { MostReports = reports });
        var before = BytesReadByThisThread();
        again.Reports.Keep(Report("last"), DateTimeOffset.UtcNow, Program);
        Assert.Equal(reports, again.Reports.Newest("", 2 * reports, ReportFilter.All).Count);
        Assert.Empty(again.Reports.Newest("", 2 * reports, new ReportFilter(Model: "none")));
        // A page of 4 KiB for each one listed, and some more.
        Assert.InRange(BytesReadByThisThread() - before, 1, 2 * 4096 * reports);

        static long BytesReadByThisThread() =>
            long.Parse(File.ReadLines("/proc/thread-self/io").First(line => line.StartsWith("rchar: ", StringComparison.Ordinal))[7..], System.Globalization.CultureInfo.InvariantCulture);
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

    [Fact]
    public void A_file_of_the_first_version_is_brought_up_to_date_and_keeps_its_reports()
    {
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "library.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE reports (
                  job_id TEXT PRIMARY KEY, ended_at INTEGER NOT NULL, outcome INTEGER NOT NULL, message TEXT NOT NULL, problem TEXT NOT NULL,
                  objective REAL, report BLOB NOT NULL) WITHOUT ROWID;
                CREATE INDEX reports_by_end ON reports (ended_at);
                PRAGMA user_version = 1;
                INSERT INTO reports VALUES ('old', 1, 0, 'Optimal', 'p', 6.3, $report);
                """;
            command.Parameters.AddWithValue("$report", JobReportCodec.Encode(Report("old")).ToArray());
            command.ExecuteNonQuery();
        }

        using (var file = Open())
        {
            Assert.Equal(6.3, file.Reports.Find("", "old").Report!.Solution!.Objective);
        }

        // And is not brought up to date twice.
        using var again = Open();
        Assert.Equal("old", Assert.Single(again.Reports.Newest("", 10, ReportFilter.All)).JobId);
    }

    [Fact]
    public void Each_owner_sees_and_removes_its_own_alone()
    {
        using var file = Open();
        file.Reports.Keep(Report("hers"), DateTimeOffset.UtcNow, Program with { Owner = "ann" });
        file.Models.Define("ann", Definition("plan"), DateTimeOffset.UtcNow);
        Assert.Null(file.Reports.Find("", "hers").Report);
        Assert.Null(file.Models.Find("bob", "plan"));
        Assert.Empty(file.Reports.Newest("bob", 10, ReportFilter.All));
        Assert.Empty(file.Models.All("bob"));
        Assert.Equal((0, 0), (file.Reports.Remove("bob", "hers"), file.Models.Remove("bob", "plan")));
        Assert.Equal((1, 1), (file.Reports.Remove("ann", "hers"), file.Models.Remove("ann", "plan")));
    }

    [Fact]
    public void A_model_defined_anew_is_the_next_version_and_the_same_again_is_not()
    {
        using var file = Open();
        var now = DateTimeOffset.UtcNow;
        var parameters = new[] { new ModelParameter("demand", "units", "40") };
        Assert.Equal(1, file.Models.Define("", Definition("plan") with { Parameters = parameters }, now)!.Version);
        Assert.Equal(1, file.Models.Define("", Definition("plan") with { Parameters = [.. parameters] }, now)!.Version);
        Assert.Equal(2, file.Models.Define("", Definition("plan") with { Code = "other" }, now)!.Version);
        Assert.Equal("other", file.Models.Find("", "plan")!.Definition.Code);
    }

    [Fact]
    public void One_model_more_than_allowed_is_refused_and_a_known_one_can_still_be_replaced()
    {
        using var file = Open();
        foreach (var name in (string[])["a", "b", "c"])
        {
            Assert.NotNull(file.Models.Define("", Definition(name), DateTimeOffset.UtcNow));
        }

        Assert.Null(file.Models.Define("", Definition("d"), DateTimeOffset.UtcNow));
        Assert.NotNull(file.Models.Define("", Definition("c") with { Code = "new" }, DateTimeOffset.UtcNow));
        Assert.NotNull(file.Models.Define("ann", Definition("d"), DateTimeOffset.UtcNow));
    }

    [Fact]
    public void Solutions_live_as_long_as_their_model_and_the_newest_stay()
    {
        using var file = Open(Settings with { MaxAge = TimeSpan.FromDays(1) });
        file.Models.Define("", Definition("plan"), DateTimeOffset.UtcNow);
        var now = DateTimeOffset.UtcNow;
        var request = Program with { StoredAs = new ModelVersion("plan", 1), DataJson = """{"demand":3}""" };
        for (var i = 0; i < 3; i++)
        {
            file.Reports.Keep(Report($"s{i}"), now - TimeSpan.FromDays(30 - i), request);
        }

        Assert.Equal(["s2", "s1"], file.Reports.Newest("", 10, new ReportFilter(true, "plan")).Select(entry => entry.JobId));
        Assert.Equal("s2", file.Reports.Find("", request.StoredAs, request.DataJson).Entry!.JobId);
        Assert.Null(file.Reports.Find("", request.StoredAs with { Version = 2 }, request.DataJson).Report);
        Assert.Equal(2, file.Models.Find("", "plan")!.Solutions);
        Assert.Equal(1, file.Models.Remove("", "plan"));
        Assert.Empty(file.Reports.Newest("", 10, ReportFilter.All));
    }

    [Fact]
    public void Reports_beyond_the_bound_of_size_are_let_go_of_each_owner_by_itself()
    {
        var size = JobReportCodec.Encode(Report("a")).Length;
        using var file = Open(Settings with { MostBytes = size * 2 });
        file.Reports.Keep(Report("x"), DateTimeOffset.UtcNow - TimeSpan.FromHours(1), Program with { Owner = "ann" });
        for (var i = 0; i < 4; i++)
        {
            file.Reports.Keep(Report($"{i}"), DateTimeOffset.UtcNow + TimeSpan.FromSeconds(i), Program);
        }

        Assert.Equal(["3", "2"], file.Reports.Newest("", 10, ReportFilter.All).Select(entry => entry.JobId));
        Assert.Single(file.Reports.Newest("ann", 10, ReportFilter.All));
    }

    [Fact]
    public void What_is_older_than_asked_is_removed_and_solutions_only_when_they_are_meant()
    {
        using var file = Open();
        var old = DateTimeOffset.UtcNow - TimeSpan.FromDays(10);
        file.Reports.Keep(Report("report"), old, Program);
        file.Reports.Keep(Report("solution"), old, Program with { StoredAs = new ModelVersion("plan", 1) });
        Assert.Equal(1, file.Reports.RemoveOlder("", DateTimeOffset.UtcNow, solutionsToo: false));
        Assert.Equal(1, file.Reports.RemoveOlder("", DateTimeOffset.UtcNow, solutionsToo: true));
    }

    private static SolveRequest Program { get; } = new() { Code = "program" };

    private static ModelDefinition Definition(string name) => new(name, "", "program", null, []);

    private LibrarySettings Settings => new(_folder, MostReports: 100, TimeSpan.FromDays(30), MostModels: 3, MostSolutions: 2, MostBytes: 1 << 30);

    private LibraryFile Open(LibrarySettings? settings = null) =>
        LibraryFile.Open(settings ?? Settings, isSuspect: false, aside => Assert.Fail($"kept aside as {aside}"));

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
