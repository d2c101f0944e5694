using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Library;

/// <summary>The library as one caller sees it: its own models and their solutions, no actor in sight.</summary>
/// <param name="library">The library's actor.</param>
/// <param name="owner">The caller.</param>
public sealed class ModelLibrary(IActorRef library, string owner)
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);

    /// <summary>Keeps a model; the same again is no new version.</summary>
    /// <returns>The model as it is kept, or why it is not.</returns>
    public async Task<(StoredModel? Model, JobFault? Fault)> DefineAsync(ModelDefinition definition, CancellationToken cancellation) =>
        await library.Ask<object>(new DefineModel(owner, definition), AskPatience, cancellation) switch
        {
            KeptModel kept => (kept.Model, null),
            LibraryRefuses refuses => (null, refuses.Fault),
            var other => throw new InvalidOperationException($"an unexpected answer: {other.GetType().Name}"),
        };

    /// <summary>The model of a name, or null.</summary>
    public async Task<StoredModel?> FindAsync(string name, CancellationToken cancellation) =>
        (await library.Ask<KeptModel>(new GetModel(owner, name), AskPatience, cancellation)).Model;

    /// <summary>All models, by name.</summary>
    public async Task<IReadOnlyList<StoredModel>> AllAsync(CancellationToken cancellation) =>
        (await library.Ask<ModelList>(new ListModels(owner), AskPatience, cancellation)).Models;

    /// <summary>Lets go of a model and its solutions; false when there is none.</summary>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellation) =>
        (await library.Ask<Removed>(new RemoveModel(owner, name), AskPatience, cancellation)).Count > 0;

    /// <summary>The newest reports.</summary>
    public async Task<IReadOnlyList<ReportEntry>> ReportsAsync(int most, ReportFilter of, CancellationToken cancellation) =>
        (await library.Ask<ReportList>(new ListReports(owner, most, of), AskPatience, cancellation)).Entries;

    /// <summary>The report of a job that has ended, with the line about it; nulls when there is none.</summary>
    public Task<KeptReport> ReportAsync(string jobId, CancellationToken cancellation) =>
        library.Ask<KeptReport>(new GetReport(owner, jobId), AskPatience, cancellation);

    /// <summary>The newest report of a model with these data that holds the model; nulls when there is none.</summary>
    public Task<KeptReport> ReportOfAsync(ModelVersion model, string dataJson, CancellationToken cancellation) =>
        library.Ask<KeptReport>(new FindReport(owner, model, dataJson), AskPatience, cancellation);
}
