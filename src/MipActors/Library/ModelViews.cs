using System.ComponentModel;
using System.Text.Json;
using MipActors.Actors.Library;
using MipActors.Core.Formats;

namespace MipActors.Library;

/// <summary>A parameter of a stored model.</summary>
internal sealed record ParameterView
{
    [Description("The key in data.")]
    public required string Name { get; init; }

    [Description("What it means.")]
    public string Description { get; init; } = "";

    [Description("Whether solve_model has to be given it: it has no default.")]
    public bool Required { get; init; }

    [Description("Its value where solve_model is given none; null when it is required.")]
    public JsonElement? Default { get; init; }
}

/// <summary>A stored model.</summary>
internal sealed record ModelEntryView
{
    [Description("Name of the model.")]
    public required string Name { get; init; }

    [Description("From 1; one more each time that it was defined anew.")]
    public int Version { get; init; }

    [Description("What it answers.")]
    public string Description { get; init; } = "";

    [Description("python (a program with PuLP), lp or mps.")]
    public required string Format { get; init; }

    [Description("Its parameters; without any, all data are passed on.")]
    public IReadOnlyList<ParameterView> Parameters { get; init; } = [];

    [Description("When this version was defined, ISO 8601, UTC.")]
    public required string DefinedAt { get; init; }

    [Description("How many solutions of it are kept.")]
    public int Solutions { get; init; }

    [Description("The program, or the text of the model; null in a list.")]
    public string? Code { get; init; }

    public static ModelEntryView Of(StoredModel model, bool withCode) => new()
    {
        Name = model.Definition.Name,
        Version = model.Version,
        Description = model.Definition.Description,
        Format = model.Definition.Format?.ToString().ToLowerInvariant() ?? "python",
        Parameters = [.. model.Definition.Parameters.Select(parameter => new ParameterView
        {
            Name = parameter.Name,
            Description = parameter.Description,
            Required = parameter.DefaultJson is null,
            Default = parameter.DefaultJson is { } json ? JsonElement.Parse(json) : null,
        })],
        DefinedAt = Moment(model.DefinedAt),
        Solutions = model.Solutions,
        Code = withCode ? model.Definition.Code : null,
    };

    /// <summary>One line, and one for each parameter.</summary>
    public string ToText()
    {
        var lines = Parameters.Select(parameter =>
            $"  {parameter.Name}{(parameter.Required ? "" : $" = {Cut(parameter.Default?.GetRawText() ?? "null")}")}{(parameter.Description.Length > 0 ? $": {parameter.Description}" : "")}\n");
        return TerminalText.Escape($"{Name} (version {Version}, {Format}, {Solutions} solutions){(Description.Length > 0 ? $": {Description}" : "")}\n{string.Concat(lines)}", keepLines: true);
    }

    internal static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}

/// <summary>All models.</summary>
internal sealed record ModelListView
{
    [Description("The models, by name.")]
    public IReadOnlyList<ModelEntryView> Models { get; init; } = [];

    public string ToText() => Models.Count == 0 ? "No models are defined.\n" : string.Concat(Models.Select(model => model.ToText()));
}

/// <summary>One line about a kept solution.</summary>
internal sealed record SolutionEntryView
{
    [Description("Id of the solution: that of the job that found it.")]
    public required string SolutionId { get; init; }

    [Description("Name of the model.")]
    public string Model { get; init; } = "";

    [Description("Version of the model.")]
    public int ModelVersion { get; init; }

    [Description("When it was found, ISO 8601, UTC.")]
    public required string EndedAt { get; init; }

    [Description("How it ended, one sentence.")]
    public string Message { get; init; } = "";

    [Description("Its objective; null without an answer.")]
    public double? ObjectiveValue { get; init; }

    [Description("The data that the model was solved with, defaults filled in.")]
    public JsonElement? Data { get; init; }

    public static SolutionEntryView Of(ReportEntry entry) => new()
    {
        SolutionId = entry.JobId,
        Model = entry.Model?.Name ?? "",
        ModelVersion = entry.Model?.Version ?? 0,
        EndedAt = ModelEntryView.Moment(entry.EndedAt),
        Message = entry.Message,
        ObjectiveValue = entry.Objective is { } objective && double.IsFinite(objective) ? objective : null,
        Data = entry.DataJson.Length > 0 ? JsonElement.Parse(entry.DataJson) : null,
    };

    public string ToText() => TerminalText.Escape($"{SolutionId}  {EndedAt}  {Model} v{ModelVersion}: {Message}\n", keepLines: true);
}

/// <summary>Kept solutions.</summary>
internal sealed record SolutionListView
{
    [Description("The solutions, the newest first.")]
    public IReadOnlyList<SolutionEntryView> Solutions { get; init; } = [];

    public string ToText() => Solutions.Count == 0 ? "No solutions are kept.\n" : string.Concat(Solutions.Select(solution => solution.ToText()));
}

/// <summary>What was let go.</summary>
internal sealed record DeletedView
{
    [Description("Name of the model.")]
    public required string Name { get; init; }

    [Description("How many of its solutions went with it.")]
    public int Solutions { get; init; }
}
