using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// Keeps out what native solvers crash on or silently misread: NaN, infinite coefficients, crossed bounds, empty models, options out of
/// range. The server answers such models by name before it asks a worker; here they are refused.
/// </summary>
internal static class ModelGate
{
    /// <summary>What SCIP and HiGHS take for infinity: bounds of this size and more are no bounds.</summary>
    public const double SolverInfinity = 1e20;

    /// <summary>Checks a call.</summary>
    /// <exception cref="SolveRefusedException">Says what is wrong, and where.</exception>
    public static void Check(SolveCall call)
    {
        CheckOptions(call.Options);
        var model = call.Model;
        if (model.ColumnCount == 0 || model.RowCount == 0)
        {
            throw Bad("a model without variables or without constraints needs no solver");
        }

        CheckNumbers(model.Cost, model.ColumnNames, "the objective coefficient of variable");
        CheckBounds(model.ColumnLower, model.ColumnUpper, model.ColumnNames, "variable");
        CheckBounds(model.RowLower, model.RowUpper, model.RowNames, "constraint");
        if (!double.IsFinite(model.ObjectiveOffset))
        {
            throw Bad($"the constant of the objective is {model.ObjectiveOffset}");
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            foreach (var value in model.Matrix.RowValues(row))
            {
                if (!(Math.Abs(value) < SolverInfinity))
                {
                    throw Bad($"a coefficient of constraint '{model.RowNames[row]}' is {value}");
                }
            }
        }
    }

    private static void CheckNumbers(double[] values, NameList names, string what)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) < SolverInfinity))
            {
                throw Bad($"{what} '{names[i]}' is {values[i]}");
            }
        }
    }

    private static void CheckBounds(double[] lower, double[] upper, NameList names, string what)
    {
        for (var i = 0; i < lower.Length; i++)
        {
            // A lower bound that a solver takes for +infinity would make the model infeasible to it.
            if (!(lower[i] <= upper[i]) || lower[i] >= SolverInfinity || upper[i] <= -SolverInfinity)
            {
                throw Bad($"the bounds of {what} '{names[i]}' are {lower[i]} and {upper[i]}");
            }
        }
    }

    private static void CheckOptions(SolveOptions options)
    {
        Require(options.TimeLimitSeconds is null or (> 0 and < double.PositiveInfinity), "timeLimitSeconds", options.TimeLimitSeconds, "positive");
        Require(options.RelativeGap is null or (>= 0 and < double.PositiveInfinity), "relativeGap", options.RelativeGap, "at least 0");
        Require(options.AbsoluteGap is null or (>= 0 and < double.PositiveInfinity), "absoluteGap", options.AbsoluteGap, "at least 0");
        Require(options.Threads is null or >= 1, "threads", options.Threads, "at least 1");
        Require(options.Seed is null or >= 0, "seed", options.Seed, "at least 0");
        Require(options.NodeLimit is null or >= 0, "nodeLimit", options.NodeLimit, "at least 0");
        Require(options.Pool is null or { Count: >= 1 and <= 10_000, RelativeGap: null or >= 0 }, "pool.count", options.Pool?.Count, "between 1 and 10000, and its relative gap at least 0");
        Require(options.Second is null or { FrontPoints: >= 0 and <= 1_000, RelativeSlack: >= 0 }, "second.frontPoints", options.Second?.FrontPoints, "between 0 and 1000, and its relative slack at least 0");
    }

    private static void Require(bool holds, string option, double? value, string range)
    {
        if (!holds)
        {
            throw new SolveRefusedException(SolveRefusedException.BadParameter, $"option {option} is {value}, but has to be {range}");
        }
    }

    private static SolveRefusedException Bad(string message) => new(SolveRefusedException.BadModel, message);
}
