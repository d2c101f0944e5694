namespace MipActors.Core.Formats;

/// <summary>
/// Reads MPS, free or fixed, with RANGES, OBJSENSE, OBJNAME, special ordered sets and the bound types of CPLEX. Two traps are minded
/// and noted: an upper bound below 0 without a lower one takes the lower one away, and an integer column without any bound is binary.
/// </summary>
internal static class MpsReader
{
    public static ModelReading Read(string text, ModelSizeLimits limits, CancellationToken cancellation)
    {
        try
        {
            return new MpsSections(limits).Read(new MpsLines(text, isFixed: false), cancellation);
        }
        catch (ModelFormatException)
        {
            // Names of the fixed form may hold blanks: then only the columns of the text tell what is what.
            try
            {
                return new MpsSections(limits).Read(new MpsLines(text, isFixed: true), cancellation);
            }
            catch (ModelFormatException)
            {
            }

            throw;
        }
    }
}
