using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;

namespace MipActors.Actors.Library;

/// <summary>
/// Reports and models in one SQLite file. Write-ahead logging lets several servers share it and makes it survive a kill; a file that is
/// damaged is kept aside and a new one begun. Not thread-safe; calls block.
/// </summary>
public sealed class LibraryFile : IDisposable
{
    private const int Corrupt = 11; // SQLITE_CORRUPT, https://sqlite.org/rescode.html
    private const int NotADatabase = 26; // SQLITE_NOTADB

    // Some 0.2 s of reading. A gigabyte of reports would keep a core busy for seconds at every start of a server.
    private const long MostBytesReadAtStart = 64 << 20;

    /// <summary>What makes each version of the schema of the one before; the version of a file is how many it has seen.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE IF NOT EXISTS reports (
          job_id TEXT PRIMARY KEY, ended_at INTEGER NOT NULL, outcome INTEGER NOT NULL, message TEXT NOT NULL, problem TEXT NOT NULL,
          objective REAL, report BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS reports_by_end ON reports (ended_at);
        """,
        """
        ALTER TABLE reports ADD COLUMN owner TEXT NOT NULL DEFAULT '';
        ALTER TABLE reports ADD COLUMN model TEXT;
        ALTER TABLE reports ADD COLUMN model_version INTEGER;
        ALTER TABLE reports ADD COLUMN data TEXT NOT NULL DEFAULT '';
        DROP INDEX reports_by_end;
        CREATE INDEX reports_by_end ON reports (owner, ended_at);
        CREATE INDEX reports_by_model ON reports (owner, model, ended_at) WHERE model IS NOT NULL;
        CREATE TABLE models (
          owner TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, defined_at INTEGER NOT NULL, definition TEXT NOT NULL,
          PRIMARY KEY (owner, name)) WITHOUT ROWID;
        """,
        // Large rows want a rowid (https://sqlite.org/withoutrowid.html): else each comparison of keys reads a report. It comes last, for what lies behind it in a row is found
        // by reading it too. And what is asked of all reports at each job's end is answered by an index.
        """
        CREATE TABLE reports_3 (
          job_id TEXT PRIMARY KEY, owner TEXT NOT NULL, ended_at INTEGER NOT NULL, outcome INTEGER NOT NULL, model TEXT, model_version INTEGER,
          objective REAL, problem TEXT NOT NULL, message TEXT NOT NULL, data TEXT NOT NULL, report BLOB NOT NULL);
        INSERT INTO reports_3 SELECT job_id, owner, ended_at, outcome, model, model_version, objective, problem, message, data, report FROM reports;
        DROP TABLE reports;
        ALTER TABLE reports_3 RENAME TO reports;
        CREATE INDEX reports_by_end ON reports (owner, ended_at, job_id, length(report));
        CREATE INDEX reports_by_model ON reports (owner, model, ended_at, job_id);
        CREATE INDEX reports_by_age ON reports (model, ended_at);
        """,
    ];

    private readonly SqliteConnection _connection;

    private LibraryFile(SqliteConnection connection, LibrarySettings settings)
    {
        _connection = connection;
        Reports = new ReportShelf(connection, settings);
        Models = new ModelShelf(connection, settings);
    }

    /// <summary>Reports of jobs that have ended.</summary>
    public ReportShelf Reports { get; }

    /// <summary>Models by name.</summary>
    public ModelShelf Models { get; }

    /// <summary>Where the file of these settings lies.</summary>
    public static string PathOf(LibrarySettings settings) => Path.Combine(settings.Folder, "library.db");

    /// <summary>Opens the file, makes it where there is none, and brings an older one up to date.</summary>
    /// <param name="settings">Where it lies and what it may hold.</param>
    /// <param name="isSuspect">True to look at the whole file, however large it is, because a use of it has failed.</param>
    /// <param name="keptAside">Told the new name of a damaged file.</param>
    /// <exception cref="InvalidOperationException">The file was made by a newer version.</exception>
    public static LibraryFile Open(LibrarySettings settings, bool isSuspect, Action<string> keptAside)
    {
        Directory.CreateDirectory(settings.Folder);
        var path = PathOf(settings);
        try
        {
            return OpenSound(path, settings, isSuspect || !File.Exists(path) || new FileInfo(path).Length <= MostBytesReadAtStart);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is Corrupt or NotADatabase)
        {
            keptAside(KeepAside(path));
            return OpenSound(path, settings, isLookedAt: true);
        }
    }

    /// <summary>Gives the disk back what was let go.</summary>
    public void Shrink() => _connection.Run("VACUUM");

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static LibraryFile OpenSound(string path, LibrarySettings settings, bool isLookedAt)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
        var file = new LibraryFile(connection, settings);
        try
        {
            connection.Open();
            connection.Run("PRAGMA journal_mode = WAL");
            connection.Run("PRAGMA synchronous = NORMAL");
            if (isLookedAt)
            {
                file.CheckSound();
            }

            file.Migrate();
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
        using var check = _connection.Command("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is not "ok")
        {
            throw new SqliteException("the library file is damaged", Corrupt);
        }
    }

    /// <summary>Under a write lock, for another server may do the same.</summary>
    private void Migrate()
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        using var version = _connection.Command("PRAGMA user_version");
        var found = (int)(long)version.ExecuteScalar()!;
        if (found > Migrations.Length)
        {
            throw new InvalidOperationException(
                $"The library {_connection.DataSource} was made by a newer version (schema {found}, this one knows {Migrations.Length}); update, or set mipactors.library.folder to another place.");
        }

        foreach (var migration in Migrations.Skip(found))
        {
            _connection.Run(migration);
        }

        _connection.Run($"PRAGMA user_version = {Migrations.Length}");
        transaction.Commit();
    }

    private static string KeepAside(string path)
    {
        var aside = $"{path}.damaged-{DateTime.UtcNow:yyyyMMdd-HHmmss}";
        File.Move(path, aside, overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        return aside;
    }
}
