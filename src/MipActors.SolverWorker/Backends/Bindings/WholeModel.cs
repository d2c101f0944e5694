using Google.OrTools.Sat;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// A model in whole numbers, as CP-SAT takes it: every row and the objective times a power of ten that makes its numbers whole. What has no
/// such power is refused, not rounded: the solver's answer is one to the model that was given.
/// </summary>
internal sealed class WholeModel
{
    private const int MostDecimals = 9;

    // CP-SAT checks that no sum overflows; numbers beyond are refused here, with a better word.
    private const double Largest = 1L << 50;

    private WholeModel(CpModelProto proto) => Proto = proto;

    public CpModelProto Proto { get; }

    /// <exception cref="SolveRefusedException">The model has no such form; the message says why.</exception>
    public static WholeModel Of(LinearModel model, double[]? start)
    {
        var proto = new CpModelProto();
        for (var j = 0; j < model.ColumnCount; j++)
        {
            proto.Variables.Add(Variable(model, j));
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            proto.Constraints.Add(Row(model, row));
        }

        var scale = Scale(model.Cost, () => "the objective");
        proto.Objective = new CpObjectiveProto { ScalingFactor = (model.Sense == ObjectiveSense.Maximize ? -1 : 1) / scale };
        for (var j = 0; j < model.ColumnCount; j++)
        {
            if (model.Cost[j] != 0)
            {
                proto.Objective.Vars.Add(j);
                proto.Objective.Coeffs.Add((long)Math.Round(model.Cost[j] * scale) * (model.Sense == ObjectiveSense.Maximize ? -1 : 1));
            }
        }

        proto.Objective.Offset = model.ObjectiveOffset * scale * (model.Sense == ObjectiveSense.Maximize ? -1 : 1);
        for (var j = 0; start is not null && j < start.Length; j++)
        {
            if (!double.IsNaN(start[j]) && Math.Abs(start[j]) < Largest)
            {
                proto.SolutionHint ??= new PartialVariableAssignment();
                proto.SolutionHint.Vars.Add(j);
                proto.SolutionHint.Values.Add((long)Math.Round(start[j]));
            }
        }

        return new WholeModel(proto);
    }

    public static double[] Values(CpSolverResponse response) => [.. response.Solution.Select(value => (double)value)];

    public static double Objective(LinearModel model, double[] values)
    {
        var sum = model.ObjectiveOffset;
        for (var j = 0; j < values.Length; j++)
        {
            sum += model.Cost[j] * values[j];
        }

        return sum;
    }

    /// <summary>The bound: no solution is better. Null before there is one.</summary>
    public static double? Bound(CpSolverResponse response) => Numbers.Finite(response.BestObjectiveBound);

    private static IntegerVariableProto Variable(LinearModel model, int column)
    {
        if (model.Kinds[column] != VariableKind.Integer)
        {
            throw Refused($"takes integer variables only, and '{model.ColumnNames[column]}' is continuous");
        }

        var (lower, upper) = (Math.Ceiling(model.ColumnLower[column] - 1e-9), Math.Floor(model.ColumnUpper[column] + 1e-9));
        if (Math.Abs(lower) > Largest || Math.Abs(upper) > Largest)
        {
            throw Refused($"takes variables with two finite bounds only, and '{model.ColumnNames[column]}' goes from {model.ColumnLower[column]} to {model.ColumnUpper[column]}");
        }

        var variable = new IntegerVariableProto();

        // Bounds with no whole number between them: an empty domain is no valid model to CP-SAT, a contradiction is.
        variable.Domain.Add((long)lower);
        variable.Domain.Add((long)Math.Max(lower, upper));
        return variable;
    }

    private static ConstraintProto Row(LinearModel model, int row)
    {
        var indices = model.Matrix.RowIndices(row);
        var values = model.Matrix.RowValues(row).ToArray();
        var scale = Scale(values, () => $"constraint '{model.RowNames[row]}'");
        var linear = new LinearConstraintProto();
        for (var k = 0; k < indices.Length; k++)
        {
            linear.Vars.Add(indices[k]);
            linear.Coeffs.Add((long)Math.Round(values[k] * scale));
        }

        // The activity is a whole number of steps of 1/scale: sides round inwards, and a step that is missed by rounding alone counts.
        linear.Domain.Add(Side(Math.Ceiling((model.RowLower[row] * scale) - Slack(model.RowLower[row] * scale)), long.MinValue));
        linear.Domain.Add(Side(Math.Floor((model.RowUpper[row] * scale) + Slack(model.RowUpper[row] * scale)), long.MaxValue));
        if (linear.Domain[0] > linear.Domain[1])
        {
            // No multiple of the step lies between the sides: no point satisfies the row.
            return new ConstraintProto { BoolOr = new BoolArgumentProto() };
        }

        return new ConstraintProto { Linear = linear };
    }

    private static double Slack(double value) => 1e-9 * Math.Max(1, Math.Abs(value));

    private static long Side(double value, long none) => double.IsInfinity(value) || Math.Abs(value) >= 9e18 ? none : (long)value;

    /// <summary>The smallest power of ten that makes all numbers whole.</summary>
    private static double Scale(double[] numbers, Func<string> where)
    {
        var scale = 1.0;
        for (var decimals = 0; decimals <= MostDecimals; decimals++, scale *= 10)
        {
            if (Array.TrueForAll(numbers, number => IsWhole(number * scale)))
            {
                return scale;
            }
        }

        throw Refused($"takes whole numbers only, and {where()} has coefficients that are none after {MostDecimals} decimals, or too large ones");
    }

    // A decimal fraction is no double: 0.1 × 10 is whole but for its rounding.
    private static bool IsWhole(double scaled) =>
        Math.Abs(scaled) <= Largest && Math.Abs(scaled - Math.Round(scaled)) <= 1e-15 * Math.Abs(scaled) * 4;

    private static SolveRefusedException Refused(string what) => new(SolveRefusedException.BadModel, $"CP-SAT {what}; take solver 'auto'");
}
