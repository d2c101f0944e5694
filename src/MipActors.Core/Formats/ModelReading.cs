using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>How large a model may be that is read from text.</summary>
/// <param name="Columns">Most columns.</param>
/// <param name="Rows">Most rows.</param>
/// <param name="NonZeros">Most coefficients.</param>
public sealed record ModelSizeLimits(int Columns, int Rows, int NonZeros)
{
    /// <summary>No limit but memory.</summary>
    public static ModelSizeLimits None { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue);
}

/// <summary>A model that was read.</summary>
/// <param name="Model">The model.</param>
/// <param name="Notes">What was understood in a way that the writer of the text may not expect; empty most times.</param>
public sealed record ModelReading(LinearModel Model, IReadOnlyList<string> Notes);

/// <summary>A model that was written.</summary>
/// <param name="Text">The text.</param>
/// <param name="Notes">What is not as it was in the model, like a name that the format does not allow; empty most times.</param>
public sealed record ModelWriting(string Text, IReadOnlyList<string> Notes);

/// <summary>A text that is no model, or a model that the format can not hold.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="hint">What to do about it, or null.</param>
/// <param name="line">Line of the text, from 1, or null.</param>
public sealed class ModelFormatException(string message, string? hint = null, int? line = null) : FormatException(message)
{
    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; } = hint;

    /// <summary>Line of the text, from 1, or null.</summary>
    public int? Line { get; } = line;
}
