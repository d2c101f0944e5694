using System.Globalization;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Reports.Html;

/// <summary>Where a matrix has its non-zeros, as SVG: each cell stands for a block of rows and columns, its darkness for how many of the block are not zero.</summary>
internal static class SparsityPicture
{
    private const int MostCells = 100;
    private const int CellSize = 6;

    public static string Of(LinearModel model)
    {
        var (down, across) = (Math.Clamp(model.RowCount, 1, MostCells), Math.Clamp(model.ColumnCount, 1, MostCells));
        var counts = new int[down, across];
        for (var row = 0; row < model.RowCount; row++)
        {
            foreach (var column in model.Matrix.RowIndices(row))
            {
                counts[(int)((long)row * down / model.RowCount), (int)((long)column * across / model.ColumnCount)]++;
            }
        }

        var block = Math.Max(1, (double)model.RowCount / down * model.ColumnCount / across);
        var (width, height) = (across * CellSize, down * CellSize);
        var svg = new StringBuilder($"<svg class=\"sparsity\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"sparsity of the matrix\"><rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>");
        for (var i = 0; i < down; i++)
        {
            for (var j = 0; j < across; j++)
            {
                if (counts[i, j] > 0)
                {
                    // The root: one non-zero in a large block is still to be seen.
                    var darkness = Math.Clamp(Math.Sqrt(counts[i, j] / block), 0.15, 1);
                    svg.Append(string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{j * CellSize}\" y=\"{i * CellSize}\" width=\"{CellSize}\" height=\"{CellSize}\" fill-opacity=\"{darkness:0.##}\"/>"));
                }
            }
        }

        return svg.Append("</svg>").ToString();
    }
}
