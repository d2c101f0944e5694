using System.Globalization;
using System.Runtime.InteropServices;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

/// <summary>Every model of the instance folder: read as HiGHS reads it, and the same again after each format.</summary>
public sealed partial class InstanceFileTests
{
    private const string Library = "highs-of-the-worker";

    static InstanceFileTests() => NativeLibrary.SetDllImportResolver(
        typeof(InstanceFileTests).Assembly,
        (name, _, _) => name == Library ? NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "worker", HighsFile)) : 0);

    private static string HighsFile => OperatingSystem.IsWindows() ? "highs.dll" : OperatingSystem.IsMacOS() ? "libhighs.1.dylib" : "libhighs.so.1";

    [Fact]
    public async Task Each_instance_is_read_as_highs_reads_it()
    {
        var read = 0;
        foreach (var path in Instances())
        {
            var model = (await ReadAsync(path)).Model;
            var unpacked = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{(path.EndsWith(".lp", StringComparison.Ordinal) ? ".lp" : ".mps")}");
            try
            {
                await File.WriteAllTextAsync(unpacked, await ModelFile.ReadTextAsync(path, 1 << 28, CancellationToken.None));
                AssertSame(path, HighsReading(unpacked), model);
                read++;
            }
            finally
            {
                File.Delete(unpacked);
            }
        }

        Console.WriteLine($"{read} instances read as HiGHS reads them");
    }

    [Theory]
    [InlineData(ModelFormat.Lp)]
    [InlineData(ModelFormat.Mps)]
    public async Task Each_instance_is_the_same_after_it_was_written_and_read(ModelFormat format)
    {
        foreach (var path in Instances())
        {
            var model = (await ReadAsync(path)).Model;
            var written = ModelText.Write(format, model);
            Assert.DoesNotContain(written.Notes, note => note.Contains("rounded", StringComparison.Ordinal));
            var again = ModelText.Read(format, written.Text, ModelSizeLimits.None).Model;
            Assert.Equal(model.Cost, again.Cost);
            Assert.Equal(model.ColumnLower, again.ColumnLower);
            Assert.Equal(model.ColumnUpper, again.ColumnUpper);
            Assert.Equal(model.Kinds, again.Kinds);
            Assert.Equal(model.RowLower, again.RowLower);
            Assert.Equal(model.RowUpper, again.RowUpper);
            Assert.Equal((model.Sense, model.ObjectiveOffset), (again.Sense, again.ObjectiveOffset));
            Assert.Equal(Entries(model), Entries(again));
        }
    }

    private static async Task<ModelReading> ReadAsync(string path) => ModelText.Read(
        ModelFile.FormatOf(path)!.Value, await ModelFile.ReadTextAsync(path, 1 << 28, CancellationToken.None), ModelSizeLimits.None);

    private static string[] Instances()
    {
        if (Environment.GetEnvironmentVariable("MIPACTORS_INSTANCES") is not { Length: > 0 } folder || !Directory.Exists(folder))
        {
            Console.WriteLine("skipped all instances: MIPACTORS_INSTANCES names no folder");
            return [];
        }

        var files = Directory.GetFiles(folder).Where(path => ModelFile.FormatOf(path) is not null).ToArray();
        Assert.NotEmpty(files);
        return files;
    }

    private static (int, int, double)[] Entries(LinearModel model)
    {
        var entries = new List<(int, int, double)>();
        for (var row = 0; row < model.RowCount; row++)
        {
            for (var at = model.Matrix.Starts[row]; at < model.Matrix.Starts[row + 1]; at++)
            {
                entries.Add((row, model.Matrix.Indices[at], model.Matrix.Values[at]));
            }
        }

        entries.Sort();
        return [.. entries];
    }

    /// <summary>HiGHS leaves rows of type N out but for the objective.</summary>
    private static void AssertSame(string path, LinearModel expected, LinearModel actual)
    {
        int[] rows = [.. Enumerable.Range(0, actual.RowCount).Where(row => !double.IsInfinity(actual.RowLower[row]) || !double.IsInfinity(actual.RowUpper[row]))];
        var number = new int[actual.RowCount];
        for (var i = 0; i < rows.Length; i++)
        {
            number[rows[i]] = i;
        }

        var kept = rows.ToHashSet();
        Assert.Equal(expected.Sense, actual.Sense);
        Assert.True(expected.ObjectiveOffset == actual.ObjectiveOffset, path);
        Assert.True(expected.Cost.SequenceEqual(actual.Cost), $"{path}: cost");
        Assert.True(expected.ColumnLower.SequenceEqual(actual.ColumnLower), $"{path}: lower bounds");
        Assert.True(expected.ColumnUpper.SequenceEqual(actual.ColumnUpper), $"{path}: upper bounds");
        Assert.True(expected.Kinds.SequenceEqual(actual.Kinds), $"{path}: integrality");
        Assert.True(expected.RowLower.SequenceEqual(rows.Select(row => actual.RowLower[row])), $"{path}: left sides");
        Assert.True(expected.RowUpper.SequenceEqual(rows.Select(row => actual.RowUpper[row])), $"{path}: right sides");
        Assert.True(Entries(expected).SequenceEqual(Entries(actual).Where(entry => kept.Contains(entry.Item1)).Select(entry => (number[entry.Item1], entry.Item2, entry.Item3))), $"{path}: matrix");
    }

    private static LinearModel HighsReading(string path)
    {
        var highs = Create();
        try
        {
            _ = SetBoolOption(highs, "output_flag", 0);
            Assert.NotEqual(-1, ReadModel(highs, path));
            int columns = GetNumCol(highs), rows = GetNumRow(highs), entries = GetNumNz(highs);
            double[] cost = new double[columns], lower = new double[columns], upper = new double[columns], rowLower = new double[rows], rowUpper = new double[rows];
            int[] starts = new int[rows + 1], indices = new int[entries], kinds = new int[columns];
            var values = new double[entries];
            const int rowWise = 2;
            Assert.NotEqual(-1, GetLp(highs, rowWise, out _, out _, out _, out var sense, out var offset, cost, lower, upper, rowLower, rowUpper, starts, indices, values, kinds));
            starts[rows] = entries;
            return new LinearModel
            {
                Name = "",
                Sense = sense < 0 ? ObjectiveSense.Maximize : ObjectiveSense.Minimize,
                ObjectiveOffset = offset,
                Cost = cost,
                ColumnLower = lower,
                ColumnUpper = upper,
                Kinds = Array.ConvertAll(kinds, kind => kind == 1 ? VariableKind.Integer : VariableKind.Continuous),
                ColumnNames = [.. Enumerable.Range(0, columns).Select(column => column.ToString(CultureInfo.InvariantCulture))],
                RowLower = rowLower,
                RowUpper = rowUpper,
                RowNames = [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))],
                Matrix = new SparseMatrix(starts, indices, values),
            };
        }
        finally
        {
            Destroy(highs);
        }
    }

    [LibraryImport(Library, EntryPoint = "Highs_create")]
    private static partial nint Create();

    [LibraryImport(Library, EntryPoint = "Highs_destroy")]
    private static partial void Destroy(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_setBoolOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetBoolOption(nint highs, string option, int value);

    [LibraryImport(Library, EntryPoint = "Highs_readModel", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadModel(nint highs, string path);

    [LibraryImport(Library, EntryPoint = "Highs_getNumCol")]
    private static partial int GetNumCol(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getNumRow")]
    private static partial int GetNumRow(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getNumNz")]
    private static partial int GetNumNz(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getLp")]
    private static partial int GetLp(
        nint highs,
        int format,
        out int columns,
        out int rows,
        out int entries,
        out int sense,
        out double offset,
        double[] cost,
        double[] lower,
        double[] upper,
        double[] rowLower,
        double[] rowUpper,
        int[] starts,
        int[] indices,
        double[] values,
        int[] integrality);
}
