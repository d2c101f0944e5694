using System.Numerics;

namespace MipActors.Core.Verification;

/// <summary>The square matrix of the basic members of an <see cref="ExactModel"/>, by column.</summary>
internal sealed class BasisMatrix
{
    /// <summary>Takes the columns of these members; as many as the model has rows.</summary>
    public BasisMatrix(ExactModel model, int[] basic)
    {
        Size = model.Rows;
        Starts = new int[Size + 1];
        List<int> rows = [];
        List<Int128> values = [];
        for (var k = 0; k < Size; k++)
        {
            var member = basic[k];
            if (member >= model.Columns)
            {
                rows.Add(member - model.Columns);
                values.Add(Int128.NegativeOne);
            }
            else
            {
                for (var at = model.Starts[member]; at < model.Starts[member + 1]; at++)
                {
                    rows.Add(model.RowOf[at]);
                    values.Add(model.Values[at]);
                }
            }

            Starts[k + 1] = rows.Count;
        }

        (RowOf, Values) = ([.. rows], [.. values]);
    }

    /// <summary>Number of rows and columns.</summary>
    public int Size { get; }

    /// <summary>Starts of the columns.</summary>
    public int[] Starts { get; }

    /// <summary>Row of each entry.</summary>
    public int[] RowOf { get; }

    /// <summary>Value of each entry.</summary>
    public Int128[] Values { get; }

    /// <summary>The matrix, or its transpose, times whole numbers.</summary>
    public BigInteger[] Times(BigInteger[] x, bool isTransposed)
    {
        var product = new BigInteger[Size];
        for (var k = 0; k < Size; k++)
        {
            if (!isTransposed && x[k].IsZero)
            {
                continue;
            }

            for (var at = Starts[k]; at < Starts[k + 1]; at++)
            {
                if (isTransposed)
                {
                    product[k] += Values[at] * x[RowOf[at]];
                }
                else
                {
                    product[RowOf[at]] += Values[at] * x[k];
                }
            }
        }

        return product;
    }
}
