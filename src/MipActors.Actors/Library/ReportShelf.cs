using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Library;

/// <summary>The reports of a library; those of a stored model are its solutions, and live as long as it.</summary>
public sealed class ReportShelf
{
    private const string Columns = "job_id, ended_at, outcome, message, problem, objective, model, model_version, data, length(report)";
    private const int ReportColumn = 10;
    private const string NewestFirst = "ORDER BY ended_at DESC, job_id DESC";

    private readonly SqliteConnection _connection;
    private readonly LibrarySettings _settings;

    internal ReportShelf(SqliteConnection connection, LibrarySettings settings) => (_connection, _settings) = (connection, settings);

    /// <summary>Keeps a report and lets go of those beyond the bounds of number, age and size.</summary>
    /// <param name="report">The report.</param>
    /// <param name="endedAt">When its job ended.</param>
    /// <param name="request">What was asked.</param>
    public void Keep(JobReport report, DateTimeOffset endedAt, SolveRequest request)
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Run(
            """
            INSERT OR REPLACE INTO reports (job_id, ended_at, outcome, message, problem, objective, report, owner, model, model_version, data)
            VALUES ($id, $at, $outcome, $message, $problem, $objective, $report, $owner, $model, $version, $data)
            """,
            ("$id", report.JobId), ("$at", endedAt.ToUnixTimeMilliseconds()), ("$outcome", (int)report.Outcome), ("$message", report.Message),
            ("$problem", report.Model?.Name ?? ""), ("$objective", report.Solution?.Objective), ("$report", JobReportCodec.Encode(report).ToArray()),
            ("$owner", request.Owner), ("$model", request.StoredAs?.Name), ("$version", request.StoredAs?.Version),
            ("$data", request.StoredAs is null ? "" : request.DataJson));
        _connection.Run("DELETE FROM reports WHERE model IS NULL AND ended_at < $oldest", ("$oldest", (endedAt - _settings.MaxAge).ToUnixTimeMilliseconds()));
        Thin("owner = $owner AND model IS NULL", _settings.MostReports, ("$owner", request.Owner));
        if (request.StoredAs is { } stored)
        {
            Thin("owner = $owner AND model = $model", _settings.MostSolutions, ("$owner", request.Owner), ("$model", stored.Name));
        }

        _connection.Run(
            $"""
            DELETE FROM reports WHERE job_id IN (
              SELECT job_id FROM (SELECT job_id, SUM(length(report)) OVER ({NewestFirst}) AS total FROM reports WHERE owner = $owner) WHERE total > $most)
            """,
            ("$owner", request.Owner), ("$most", _settings.MostBytes));
        transaction.Commit();
    }

    /// <summary>The report of a job, or nulls.</summary>
    /// <exception cref="WireException">What was kept is no report.</exception>
    public KeptReport Find(string owner, string jobId) =>
        First($"SELECT {Columns}, report FROM reports WHERE job_id = $id AND owner = $owner", ("$id", jobId), ("$owner", owner));

    /// <summary>The newest report of a model with these data that holds the model, or nulls.</summary>
    /// <exception cref="WireException">What was kept is no report.</exception>
    public KeptReport Find(string owner, ModelVersion model, string dataJson) => First(
        $"""
        SELECT {Columns}, report FROM reports
        WHERE owner = $owner AND model = $model AND model_version = $version AND data = $data AND outcome IN ($answered, $none, $limit) {NewestFirst} LIMIT 1
        """,
        ("$owner", owner), ("$model", model.Name), ("$version", model.Version), ("$data", dataJson),
        ("$answered", (int)JobOutcome.Answered), ("$none", (int)JobOutcome.NoAnswer), ("$limit", (int)JobOutcome.LimitReached));

    /// <summary>The newest reports.</summary>
    public IReadOnlyList<ReportEntry> Newest(string owner, int most, ReportFilter of)
    {
        // A condition for each, not one for all: then an index answers it.
        var which = of.Model is not null ? "AND model = $model" : of.OfModels ? "AND model IS NOT NULL" : "";
        using var command = _connection.Command(
            $"SELECT {Columns} FROM reports WHERE owner = $owner {which} {NewestFirst} LIMIT $most", ("$owner", owner), ("$model", of.Model), ("$most", most));
        using var rows = command.ExecuteReader();
        var entries = new List<ReportEntry>();
        while (rows.Read())
        {
            entries.Add(EntryOf(rows));
        }

        return entries;
    }

    /// <summary>Lets go of one report; 0 when there is none.</summary>
    public int Remove(string owner, string jobId) =>
        _connection.Run("DELETE FROM reports WHERE job_id = $id AND owner = $owner", ("$id", jobId), ("$owner", owner));

    /// <summary>Lets go of what ended before a moment.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="before">The moment.</param>
    /// <param name="solutionsToo">Whether models lose their solutions too.</param>
    /// <returns>How many were.</returns>
    public int RemoveOlder(string owner, DateTimeOffset before, bool solutionsToo) => _connection.Run(
        "DELETE FROM reports WHERE owner = $owner AND ended_at < $before AND ($all = 1 OR model IS NULL)",
        ("$owner", owner), ("$before", before.ToUnixTimeMilliseconds()), ("$all", solutionsToo ? 1 : 0));

    private void Thin(string which, int most, params (string Name, object? Value)[] parameters) => _connection.Run(
        $"DELETE FROM reports WHERE job_id IN (SELECT job_id FROM reports WHERE {which} {NewestFirst} LIMIT -1 OFFSET $most)", [.. parameters, ("$most", most)]);

    private KeptReport First(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = _connection.Command(sql, parameters);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new KeptReport(JobReportCodec.Decode(rows.GetFieldValue<byte[]>(ReportColumn)), EntryOf(rows)) : new KeptReport(null, null);
    }

    private static ReportEntry EntryOf(SqliteDataReader row) => new(
        row.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), (JobOutcome)row.GetInt32(2), row.GetString(3), row.GetString(4),
        row.IsDBNull(5) ? null : row.GetDouble(5), row.IsDBNull(6) ? null : new ModelVersion(row.GetString(6), row.GetInt32(7)), row.GetString(8), row.GetInt64(9));
}
