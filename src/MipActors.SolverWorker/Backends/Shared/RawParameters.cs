using System.Globalization;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>What the raw parameters of all solvers have in common: how texts become values and what a refusal says.</summary>
internal static class RawParameters
{
    /// <summary>Says that there is no such parameter, and which one was probably meant.</summary>
    public static SolveRefusedException Unknown(string solver, string name, IEnumerable<string> known)
    {
        // Those that all solvers know are spelt by our own names; the caller may have missed one of them.
        var nearest = NearestName.Of(name, known.Concat(SolveOptions.Names));
        var hint = nearest is null ? $"see the manual of {solver}" : $"did you mean '{nearest}'?";
        return new SolveRefusedException(SolveRefusedException.UnknownParameter, $"{solver} has no parameter '{name}'; {hint}");
    }

    /// <summary>Says that the value is not one that the parameter can have.</summary>
    public static SolveRefusedException Bad(string solver, string name, string value, string expected) =>
        new(SolveRefusedException.BadParameter, $"parameter '{name}' of {solver} can not be '{value}': {expected}");

    /// <summary>Says that a parameter is not for callers to set.</summary>
    public static SolveRefusedException Forbidden(string solver, string name, string why) =>
        new(SolveRefusedException.BadParameter, $"parameter '{name}' of {solver} can not be set here: {why}");

    /// <summary>A boolean as people write it, or null.</summary>
    public static bool? Boolean(string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "on" or "yes" or "1" => true,
        "false" or "off" or "no" or "0" => false,
        _ => null,
    };

    /// <summary>A whole number, also written as 1e6, or null.</summary>
    public static long? Integer(string text) =>
        Real(text) is { } value && Math.Abs(value) < 9e15 && value == Math.Truncate(value) ? (long)value : null;

    /// <summary>A number, or null; NaN is none.</summary>
    public static double? Real(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) ? value : null;
}
