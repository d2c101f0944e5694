using System.Globalization;

namespace MipActors.Core.Formats;

/// <summary>Numbers of things in sentences for people.</summary>
public static class Counted
{
    /// <summary>The number with its noun: <c>1 constraint</c>, <c>1,200 constraints</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="one">What one of them is called; more have an s at its end.</param>
    public static string Of(long number, string one) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {one}{(number == 1 ? "" : "s")}");
}
