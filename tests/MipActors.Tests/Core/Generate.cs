using CsCheck;
using MipActors.Core.Model;

namespace MipActors.Tests.Core;

/// <summary>Random nouns of every shape that may travel: any double, any text without NUL, empty in every dimension.</summary>
internal static class Generate
{
    private static readonly double[] Peculiar =
    [
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, BitConverter.Int64BitsToDouble(0x7FF8_0000_DEAD_BEEF),
        BitConverter.Int64BitsToDouble(-1), 0.0, -0.0, 1, -1, double.Epsilon, double.MaxValue, 0.1, 1e16, 1e-300,
    ];

    private static readonly string[] Texts =
        ["", "x", "x[1,2]", "prix_été", "变量", "\U0001D465", "a b\tc\r\nd", "\uFEFFbom", "e\u0301", "\u202Eright", "\"'\\", new string('n', 300)];

    /// <summary>Any double, the peculiar ones often.</summary>
    public static Gen<double> AnyDouble { get; } = Gen.OneOf(Gen.Double, Gen.Long.Select(BitConverter.Int64BitsToDouble), OneOf(Peculiar));

    /// <summary>A number or none; never NaN, which means none on the wire.</summary>
    public static Gen<double?> OptionalDouble { get; } =
        Gen.Select(Gen.Bool, AnyDouble, (present, value) => present && !double.IsNaN(value) ? value : (double?)null);

    /// <summary>Text of a user, without NUL and lone surrogates.</summary>
    public static Gen<string> Text { get; } =
        Gen.OneOf(OneOf(Texts), Gen.Char[' ', '\uD7FF'].Array[0, 12].Select(chars => new string(chars)));

    /// <summary>Models with 0 to 8 columns and rows and any numbers in them.</summary>
    public static Gen<LinearModel> Model { get; } =
        from columns in Gen.Int[0, 8]
        from rows in Gen.Int[0, 8]
        from matrix in Matrix(columns, rows)
        from sense in Gen.Bool
        from offset in AnyDouble
        from forColumns in Gen.Select(AnyDouble.Array[columns], AnyDouble.Array[columns], AnyDouble.Array[columns], Gen.Bool.Array[columns])
        from forRows in Gen.Select(AnyDouble.Array[rows], AnyDouble.Array[rows])
        from names in Gen.Select(Text, Text.Array[columns], Text.Array[rows])
        select new LinearModel
        {
            Name = names.Item1,
            Sense = sense ? ObjectiveSense.Maximize : ObjectiveSense.Minimize,
            ObjectiveOffset = offset,
            Cost = forColumns.Item1,
            ColumnLower = forColumns.Item2,
            ColumnUpper = forColumns.Item3,
            Kinds = Array.ConvertAll(forColumns.Item4, whole => whole ? VariableKind.Integer : VariableKind.Continuous),
            ColumnNames = names.Item2,
            RowLower = forRows.Item1,
            RowUpper = forRows.Item2,
            RowNames = names.Item3,
            Matrix = matrix,
        };

    /// <summary>Calls with and without options and MIP start.</summary>
    public static Gen<SolveCall> Call { get; } =
        from model in Model
        from start in AnyDouble.Array[model.ColumnCount]
        from withStart in Gen.Bool
        from ofColumns in Statuses(model.ColumnCount)
        from ofRows in Statuses(model.RowCount)
        from withBasis in Gen.Bool
        from options in Options
        select new SolveCall(options, model, withStart && model.ColumnCount > 0 ? start : null, withBasis ? new Basis(ofColumns, ofRows) : null);

    /// <summary>A shape, columns then rows, and a solution of it.</summary>
    public static Gen<(int Columns, int Rows, Solution Solution)> Solution { get; } =
        from columns in Gen.Int[0, 8]
        from rows in Gen.Int[0, 8]
        from status in Gen.Int[0, 6]
        from numbers in Gen.Select(OptionalDouble, OptionalDouble, AnyDouble, Gen.Long, Gen.Long, Gen.Int[0, 3])
        from arrays in Gen.Select(AnyDouble.Array[columns], AnyDouble.Array[rows], AnyDouble.Array[columns], Gen.Int[0, 7])
        from texts in Gen.Select(Text, Text, Text, Parameters)
        from proof in Gen.Select(Gen.Bool, Statuses(columns), Statuses(rows), Gen.Bool, AnyDouble.Array[rows])
        select (columns, rows, new Solution
        {
            Status = (SolveStatus)status,
            StopReason = (StopReason)numbers.Item6,
            Objective = numbers.Item1,
            DualBound = numbers.Item2,
            SolveSeconds = numbers.Item3,
            Nodes = numbers.Item4,
            Iterations = numbers.Item5,
            Values = status <= 1 || (arrays.Item4 & 1) != 0 ? arrays.Item1 : null,
            RowDuals = (arrays.Item4 & 2) != 0 ? arrays.Item2 : null,
            ReducedCosts = (arrays.Item4 & 4) != 0 ? arrays.Item3 : null,
            Solver = texts.Item1,
            SolverVersion = texts.Item2,
            Message = texts.Item3,
            Settings = texts.Item4,
            Basis = proof.Item1 ? new Basis(proof.Item2, proof.Item3) : null,
            FarkasMultipliers = proof.Item4 ? proof.Item5 : null,
        });

    /// <summary>Looks at a running solve.</summary>
    public static Gen<SolveProgress> Progress { get; } = Gen.Select(
        AnyDouble, OptionalDouble, OptionalDouble, Gen.Long, Gen.Long,
        (seconds, incumbent, bound, nodes, iterations) => new SolveProgress(seconds, incumbent, bound, nodes, iterations));

    private static Gen<BasisStatus[]> Statuses(int count) => Gen.Int[0, 3].Select(status => (BasisStatus)status).Array[count];

    private static Gen<Dictionary<string, string>> Parameters => Gen.Select(Text, Text).Array[0, 4].Select(pairs =>
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            all[name] = value;
        }

        return all;
    });

    private static Gen<SolveOptions> Options =>
        from solver in Text
        from numbers in Gen.Select(Finite, Finite, Finite, Gen.Int, Gen.Int, Gen.Int[0, 63])
        from parameters in Parameters
        select new SolveOptions
        {
            Solver = solver,
            TimeLimitSeconds = (numbers.Item6 & 1) != 0 ? numbers.Item1 : null,
            RelativeGap = (numbers.Item6 & 2) != 0 ? numbers.Item2 : null,
            AbsoluteGap = (numbers.Item6 & 4) != 0 ? numbers.Item3 : null,
            Threads = (numbers.Item6 & 8) != 0 ? numbers.Item4 : null,
            Seed = (numbers.Item6 & 16) != 0 ? numbers.Item5 : null,
            Log = (SolverLog)(numbers.Item6 >> 5 & 1),
            Parameters = parameters,
        };

    // Options are JSON, which knows finite numbers alone.
    private static Gen<double> Finite => AnyDouble.Where(double.IsFinite);

    /// <summary>Rows that hold each column with a chance of one half, in random order.</summary>
    private static Gen<SparseMatrix> Matrix(int columns, int rows) =>
        from orders in Gen.Shuffle(Enumerable.Range(0, columns).ToArray()).Array[rows]
        from taken in Gen.Int[0, columns].Array[rows]
        from values in AnyDouble.Array[taken.Sum()]
        select new SparseMatrix(Starts(taken), [.. orders.SelectMany((order, row) => order.Take(taken[row]))], values);

    private static int[] Starts(int[] lengths)
    {
        var starts = new int[lengths.Length + 1];
        for (var row = 0; row < lengths.Length; row++)
        {
            starts[row + 1] = starts[row] + lengths[row];
        }

        return starts;
    }

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
