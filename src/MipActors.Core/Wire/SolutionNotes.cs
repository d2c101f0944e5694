using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The part of a <see cref="Solution"/> that travels as JSON: words, and lists that are short.</summary>
internal sealed record SolutionNotes(
    Confirmation Confirmation,
    string Choice,
    double? PrimalIntegral,
    IReadOnlyList<SolveProgress> Timeline,
    InfeasibilityExplanation? Explanation)
{
    public const int MostBytes = 16 << 20;

    public static string Encode(Solution solution) => JsonSerializer.Serialize(
        new SolutionNotes(solution.Confirmation, solution.Choice, solution.PrimalIntegral, solution.Timeline, solution.Explanation),
        SolutionNotesJson.Default.SolutionNotes);

    /// <exception cref="WireException">The text is nothing of the kind, or speaks of rows or columns that the model lacks.</exception>
    public static SolutionNotes Decode(string json, int columns, int rows)
    {
        SolutionNotes notes;
        try
        {
            notes = JsonSerializer.Deserialize(json, SolutionNotesJson.Default.SolutionNotes) ?? throw new WireException("notes that are null");
        }
        catch (JsonException fault)
        {
            throw new WireException($"notes that can not be read: {fault.Message}", fault);
        }

        if (!Enum.IsDefined(notes.Confirmation.Level) || notes.Timeline.Contains(null!))
        {
            throw new WireException("a confirmation of no known level, or a look that is null");
        }

        return notes.Explanation is { } explanation && !IsOf(explanation, columns, rows)
            ? throw new WireException("an explanation that is incomplete, or speaks of rows or columns that are not there")
            : notes;
    }

    private static bool IsOf(InfeasibilityExplanation explanation, int columns, int rows)
    {
        // An init-only member that is left out loses its default (dotnet/runtime issue 84484).
        return explanation.Conflict is not null && explanation.Gaps is not null && !explanation.Gaps.Contains(null!)
            && explanation.Conflict.All(IsDemand)
            && (explanation.Relaxations?.All(relaxation => relaxation is not null && IsDemand(relaxation.Demand)) ?? true);

        bool IsDemand(Demand? demand) => demand is not null && Enum.IsDefined(demand.Kind)
            && demand.Index >= 0 && demand.Index < (demand.IsOfRow ? rows : columns);
    }
}

/// <summary>camelCase names; a missing or unknown member is refused; numbers may be infinite.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SolutionNotes))]
internal sealed partial class SolutionNotesJson : JsonSerializerContext;
