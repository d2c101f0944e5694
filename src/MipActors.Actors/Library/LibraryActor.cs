using Akka.Actor;
using Akka.Event;
using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Library;

/// <summary>
/// Owns the file of reports. It runs on a thread of its own (its dispatcher is pinned), for SQLite's calls block. Without a file
/// (no disk, no rights) the service goes on and only forgets what has ended.
/// </summary>
public sealed class LibraryActor : ReceiveActor
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly LibrarySettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private LibraryFile? _file;
    private Deadline _nextTry = Deadline.After(TimeSpan.Zero);

    /// <summary>A library that opens its file when it is first needed.</summary>
    public LibraryActor(LibrarySettings settings)
    {
        _settings = settings;
        Receive<KeepReport>(keep => With("keep a report", file => file.Keep(keep.Report, keep.EndedAt)));
        Receive<GetReport>(get =>
        {
            JobReport? found = null;
            With("read a report", file => found = file.Find(get.JobId));
            Sender.Tell(new KeptReport(found));
        });
        Receive<ListReports>(list =>
        {
            IReadOnlyList<ReportEntry> entries = [];
            With("list reports", file => entries = file.Newest(list.Most));
            Sender.Tell(new ReportList(entries));
        });
    }

    /// <summary>How to make one.</summary>
    public static Props Props(LibrarySettings settings) =>
        Akka.Actor.Props.Create(() => new LibraryActor(settings)).WithDispatcher("mipactors.library.dispatcher");

    /// <inheritdoc/>
    protected override void PostStop() => _file?.Dispose();

    private void With(string what, Action<LibraryFile> use)
    {
        try
        {
            if (Opened() is { } file)
            {
                use(file);
            }
        }
        catch (Exception fault) when (fault is SqliteException or WireException)
        {
            _log.Warning("the library could not {0}: {1}", what, fault.Message);
            // A damaged page is found when it is read: opening again looks at the whole file and keeps it aside.
            _file?.Dispose();
            _file = null;
        }
    }

    private LibraryFile? Opened()
    {
        if (_file is not null || _nextTry.Remaining > TimeSpan.Zero)
        {
            return _file;
        }

        try
        {
            _file = LibraryFile.Open(_settings, aside => _log.Warning("the library was damaged: it is kept as {0}, and a new one is begun", aside));
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _nextTry = Deadline.After(RetryAfter);
            _log.Warning("no library: reports of ended jobs are not kept ({0})", fault.Message);
        }

        return _file;
    }
}
