using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Models as text. What is written reads back as the same model, bit for bit (up to the order of the entries within a row); where a
/// format can not hold something, the notes say so. Time and memory are linear in the length of the text.
/// </summary>
public static class ModelText
{
    /// <summary>Bounds and sides of this size and more mean that there is none, as in every solver that reads these formats.</summary>
    public const double Infinity = 1e20;

    /// <summary>Reads a model.</summary>
    /// <param name="format">The form of the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="limits">The largest model that is taken.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ModelFormatException">The text is not of that form; line and message say where and what.</exception>
    public static ModelReading Read(ModelFormat format, string text, ModelSizeLimits limits, CancellationToken cancellation = default) =>
        format == ModelFormat.Lp ? new LpReader(text, limits, cancellation).Read() : MpsReader.Read(text, limits, cancellation);

    /// <summary>Writes a model.</summary>
    /// <exception cref="ModelFormatException">The model has numbers that are none, or a shape that the format can not hold.</exception>
    public static ModelWriting Write(ModelFormat format, LinearModel model)
    {
        RequireNumbers(model);
        return format == ModelFormat.Lp ? new LpWriter(model).Write() : new MpsWriter(model).Write();
    }

    /// <summary>A bound or a side, with what means infinity made so.</summary>
    internal static double Bound(double value) => value >= Infinity ? double.PositiveInfinity : value <= -Infinity ? double.NegativeInfinity : value;

    private static void RequireNumbers(LinearModel model)
    {
        var numbers = model.Cost.Concat(model.Matrix.Values).Append(model.ObjectiveOffset);
        var bounds = model.ColumnLower.Concat(model.ColumnUpper).Concat(model.RowLower).Concat(model.RowUpper);
        if (numbers.Any(value => !double.IsFinite(value)) || bounds.Any(double.IsNaN))
        {
            throw new ModelFormatException("the model has numbers that are none (NaN or infinite), which no text can hold");
        }
    }
}
