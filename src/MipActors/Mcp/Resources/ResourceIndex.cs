using Microsoft.Extensions.DependencyInjection;
using MipActors.Actors.Library;
using MipActors.Documents;
using MipActors.Examples;
using MipActors.Hosting;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Resources;

/// <summary>What there is behind the templates: the list of resources, and the completion of a template's or a prompt's argument.</summary>
internal static class ResourceIndex
{
    private const int MostJobs = 20;
    private const int MostCompletions = 100; // the specification's own limit

    /// <summary>The examples, and the caller's models and newest jobs.</summary>
    public static async ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> context, CancellationToken cancellation)
    {
        var service = await ServiceAsync(context.Services, cancellation);
        var resources = (await ExampleCatalogue.LoadAsync(cancellation)).Select(example => new Resource
        {
            Uri = $"mipactors://examples/{example.Name}",
            Name = example.Name,
            Title = example.Title,
            Description = example.Description,
            MimeType = Contents.Python,
        }).ToList();
        resources.AddRange((await service.Library.AllAsync(cancellation)).Select(model => new Resource
        {
            Uri = $"mipactors://models/{model.Definition.Name}",
            Name = model.Definition.Name,
            Title = $"Kept model {model.Definition.Name}",
            Description = model.Definition.Description,
            MimeType = Contents.Json,
        }));
        resources.AddRange((await service.Library.ReportsAsync(MostJobs, ReportFilter.All, cancellation)).Select(entry => new Resource
        {
            Uri = $"mipactors://jobs/{entry.JobId}",
            Name = entry.JobId,
            Title = $"Report of job {entry.JobId}",
            Description = entry.Message,
            MimeType = Contents.Json,
        }));
        return new ListResourcesResult { Resources = resources };
    }

    /// <summary>The values of an argument that begin as it does.</summary>
    public static async ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> context, CancellationToken cancellation)
    {
        var argument = context.Params?.Argument;
        var all = argument is null ? [] : await ValuesAsync(context.Services, argument.Name, cancellation);
        var fitting = all.Where(value => value.StartsWith(argument?.Value ?? "", StringComparison.OrdinalIgnoreCase)).ToList();
        return new CompleteResult
        {
            Completion = new Completion { Values = [.. fitting.Take(MostCompletions)], Total = fitting.Count, HasMore = fitting.Count > MostCompletions },
        };
    }

    /// <summary>An argument of one name means the same in every template and prompt.</summary>
    private static async Task<IEnumerable<string>> ValuesAsync(IServiceProvider? services, string argument, CancellationToken cancellation)
    {
        switch (argument)
        {
            case "code":
                return (await ErrorPages.ReadAsync(cancellation)).Select(page => page.Code);
            case "name":
                return (await ExampleCatalogue.LoadAsync(cancellation)).Select(example => example.Name);
            case "model":
                return (await (await ServiceAsync(services, cancellation)).Library.AllAsync(cancellation)).Select(model => model.Definition.Name);
            case "job_id":
                var service = await ServiceAsync(services, cancellation);
                var live = (await service.LiveJobsAsync(cancellation)).Select(job => job.JobId);
                return live.Concat((await service.Library.ReportsAsync(MostCompletions, ReportFilter.All, cancellation)).Select(entry => entry.JobId));
            default:
                return [];
        }
    }

    private static Task<Actors.SolverService> ServiceAsync(IServiceProvider? services, CancellationToken cancellation) =>
        services!.GetRequiredService<ServiceGate>().ServiceAsync(cancellation);
}
