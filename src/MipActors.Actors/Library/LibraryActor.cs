using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Library;

/// <summary>
/// Owns the file of reports and models. It runs on a thread of its own (its dispatcher is pinned), for SQLite's calls block. Without a file
/// (no disk, no rights) the service goes on: what has ended is forgotten, and models are refused.
/// </summary>
public sealed class LibraryActor : ReceiveActor
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly LibrarySettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private LibraryFile? _file;
    private Deadline _nextTry = Deadline.After(TimeSpan.Zero);
    private bool _isSuspect;

    /// <summary>A library that opens its file when it is first needed.</summary>
    public LibraryActor(LibrarySettings settings)
    {
        _settings = settings;
        Receive<KeepReport>(keep => With("keep a report", true, file =>
        {
            file.Reports.Keep(keep.Report, keep.EndedAt, keep.Request);
            return true;
        }));
        Receive<GetReport>(get => Sender.Tell(With("read a report", new KeptReport(null, null), file => file.Reports.Find(get.Owner, get.JobId))));
        Receive<FindReport>(find => Sender.Tell(
            With("read a report", new KeptReport(null, null), file => file.Reports.Find(find.Owner, find.Model, find.DataJson))));
        Receive<ListReports>(list => Sender.Tell(
            new ReportList(With("list reports", [], file => file.Reports.Newest(list.Owner, list.Most, list.Of)))));
        Receive<DefineModel>(define => Sender.Tell(With<object>("keep a model", Unavailable(), file => Define(file, define))));
        Receive<GetModel>(get => Sender.Tell(new KeptModel(With<StoredModel?>("read a model", null, file => file.Models.Find(get.Owner, get.Name)))));
        Receive<ListModels>(list => Sender.Tell(new ModelList(With("list models", [], file => file.Models.All(list.Owner)))));
        Receive<RemoveModel>(remove => Sender.Tell(new Removed(With("remove a model", 0, file => file.Models.Remove(remove.Owner, remove.Name)))));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(LibrarySettings settings) =>
        Akka.Actor.Props.Create(() => new LibraryActor(settings)).WithDispatcher("mipactors.library.dispatcher");

    /// <inheritdoc/>
    protected override void PostStop() => _file?.Dispose();

    private object Define(LibraryFile file, DefineModel define) => file.Models.Define(define.Owner, define.Definition, DateTimeOffset.UtcNow) is { } model
        ? new KeptModel(model)
        : new LibraryRefuses(new JobFault("too-many-models", $"The library holds {_settings.MostModels} models, and takes no more.")
        {
            Hint = "Delete one that is not needed (delete_model, or `mipactors models rm NAME`), or raise the setting mipactors.library.most-models.",
        });

    private LibraryRefuses Unavailable() => new(new JobFault("no-library", $"There is no library to keep a model in: the folder {_settings.Folder} can not be written to.")
    {
        Hint = "The server's log (stderr) has the reason. Free the disk, or set mipactors.library.folder to another place; execute_mip_code works without it.",
    });

    private T With<T>(string what, T without, Func<LibraryFile, T> use)
    {
        try
        {
            return Opened() is { } file ? use(file) : without;
        }
        catch (Exception fault) when (fault is SqliteException or WireException or JsonException)
        {
            _log.Warning("the library could not {0}: {1}", what, fault.Message);
            // A damaged page is found when it is read: opening again looks at the whole file and keeps it aside.
            _file?.Dispose();
            (_file, _isSuspect) = (null, true);
            return without;
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
            _file = LibraryFile.Open(_settings, _isSuspect, aside => _log.Warning("the library was damaged: it is kept as {0}, and a new one is begun", aside));
        }
        catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _nextTry = Deadline.After(RetryAfter);
            _log.Warning("no library: reports of ended jobs are not kept ({0})", fault.Message);
        }

        return _file;
    }
}
