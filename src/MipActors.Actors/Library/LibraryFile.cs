using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Library;

/// <summary>
/// Reports in one SQLite file. Write-ahead logging lets several servers share it and makes it survive a kill; a file that is
/// damaged is kept aside and a new one begun. Not thread-safe; calls block.
/// </summary>
internal sealed class LibraryFile : IDisposable
{
    private const int SchemaVersion = 1;
    private const int Corrupt = 11; // SQLITE_CORRUPT, https://sqlite.org/rescode.html
    private const int NotADatabase = 26; // SQLITE_NOTADB

    private static readonly string Schema = $"""
        CREATE TABLE IF NOT EXISTS reports (
          job_id TEXT PRIMARY KEY, ended_at INTEGER NOT NULL, outcome INTEGER NOT NULL, message TEXT NOT NULL, problem TEXT NOT NULL,
          objective REAL, report BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS reports_by_end ON reports (ended_at);
        PRAGMA user_version = {SchemaVersion};
        """;

    private readonly SqliteConnection _connection;
    private readonly LibrarySettings _settings;

    private LibraryFile(SqliteConnection connection, LibrarySettings settings) => (_connection, _settings) = (connection, settings);

    /// <summary>Opens the file, makes it where there is none.</summary>
    /// <param name="settings">Where it lies and what it may hold.</param>
    /// <param name="keptAside">Told the new name of a damaged file.</param>
    /// <exception cref="InvalidOperationException">The file was made by a newer version.</exception>
    public static LibraryFile Open(LibrarySettings settings, Action<string> keptAside)
    {
        Directory.CreateDirectory(settings.Folder);
        var path = Path.Combine(settings.Folder, "library.db");
        try
        {
            return OpenSound(path, settings);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            keptAside(KeepAside(path));
            return OpenSound(path, settings);
        }
    }

    /// <summary>Keeps a report and lets go of those beyond the bounds of number and age.</summary>
    public void Keep(JobReport report, DateTimeOffset endedAt)
    {
        using var transaction = _connection.BeginTransaction();
        Run(
            "INSERT OR REPLACE INTO reports VALUES ($id, $at, $outcome, $message, $problem, $objective, $report)",
            ("$id", report.JobId), ("$at", endedAt.ToUnixTimeMilliseconds()), ("$outcome", (int)report.Outcome), ("$message", report.Message),
            ("$problem", report.Model?.Name ?? ""), ("$objective", report.Solution?.Objective), ("$report", JobReportCodec.Encode(report).ToArray()));
        Run("DELETE FROM reports WHERE ended_at < $oldest", ("$oldest", (endedAt - _settings.MaxAge).ToUnixTimeMilliseconds()));
        Run(
            "DELETE FROM reports WHERE job_id IN (SELECT job_id FROM reports ORDER BY ended_at DESC, job_id DESC LIMIT -1 OFFSET $most)",
            ("$most", _settings.MostReports));
        transaction.Commit();
    }

    /// <summary>The report of a job, or null.</summary>
    /// <exception cref="WireException">What was kept is no report.</exception>
    public JobReport? Find(string jobId)
    {
        using var command = Command("SELECT report FROM reports WHERE job_id = $id", ("$id", jobId));
        return command.ExecuteScalar() is byte[] bytes ? JobReportCodec.Decode(bytes) : null;
    }

    /// <summary>The newest reports.</summary>
    public IReadOnlyList<ReportEntry> Newest(int most)
    {
        using var command = Command(
            "SELECT job_id, ended_at, outcome, message, problem, objective FROM reports ORDER BY ended_at DESC, job_id DESC LIMIT $most", ("$most", most));
        using var rows = command.ExecuteReader();
        var entries = new List<ReportEntry>();
        while (rows.Read())
        {
            entries.Add(new ReportEntry(
                rows.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(1)), (JobOutcome)rows.GetInt32(2), rows.GetString(3),
                rows.GetString(4), rows.IsDBNull(5) ? null : rows.GetDouble(5)));
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static LibraryFile OpenSound(string path, LibrarySettings settings)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        var file = new LibraryFile(connection, settings);
        try
        {
            connection.Open();
            file.Run("PRAGMA journal_mode = WAL");
            file.Run("PRAGMA synchronous = NORMAL");
            file.CheckSound();
            file.Run(Schema);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void CheckSound()
    {
        using var check = Command("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is not "ok")
        {
            throw new SqliteException("the library file is damaged", Corrupt);
        }

        using var version = Command("PRAGMA user_version");
        if (version.ExecuteScalar() is long found and > SchemaVersion)
        {
            throw new InvalidOperationException(
                $"The library {_connection.DataSource} was made by a newer version (schema {found}, this one knows {SchemaVersion}); update, or set mipactors.library.folder to another place.");
        }
    }

    private static string KeepAside(string path)
    {
        var aside = $"{path}.damaged-{DateTime.UtcNow:yyyyMMdd-HHmmss}";
        File.Move(path, aside, overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        return aside;
    }

    private void Run(string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
