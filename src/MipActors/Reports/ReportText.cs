using System.Text;
using MipActors.Core.Formats;

namespace MipActors.Reports;

/// <summary>A report for a person, or for a model that reads text: short, the answer first.</summary>
public static class ReportText
{
    /// <summary>Renders a view, which has been cut to size before.</summary>
    public static string Of(ReportView report)
    {
        var text = new StringBuilder();
        text.Append("Status:     ").AppendLine(report.Status);
        text.Append("Message:    ").AppendLine(report.Message);
        Progress(text, report.Progress);
        Error(text, report.Error);
        if (report.Solution is { } solution)
        {
            Solution(text, solution, report);
        }

        foreach (var warning in report.Warnings)
        {
            text.Append("Warning:    ").AppendLine(warning);
        }

        Block(text, "Printed", report.Stdout);
        Block(text, "Printed to stderr", report.Stderr);
        foreach (var file in report.Files)
        {
            text.AppendLine($"Wrote:      {file.Name}, {file.Bytes:N0} bytes");
            Block(text, "", file.Text ?? file.Base64 ?? "");
        }

        Block(text, "Solver log", report.SolverOutput ?? "");
        return TerminalText.Escape(text.ToString().TrimEnd(), keepLines: true) + "\n";
    }

    private static void Progress(StringBuilder text, ProgressView? progress)
    {
        if (progress?.BestBound is not null || progress?.Incumbent is not null)
        {
            text.AppendLine($"So far:     incumbent {progress.Incumbent?.ToString("R") ?? "none"}, bound {progress.BestBound?.ToString("R") ?? "none"}, gap {progress.Gap?.ToString("P2") ?? "unknown"}, {progress.Nodes:N0} nodes, {progress.ElapsedSeconds:0.0} s");
        }
    }

    private static void Error(StringBuilder text, FaultView? error)
    {
        if (error is null)
        {
            return;
        }

        if (error.Line is { } line)
        {
            text.Append("Where:      line ").Append(line).AppendLine(error.Column is { } column ? $", column {column}" : "");
        }

        if (error.Hint is { } hint)
        {
            text.Append("What to do: ").AppendLine(hint);
        }

        Block(text, "Traceback", error.Traceback ?? "");
    }

    private static void Solution(StringBuilder text, SolutionView solution, ReportView report)
    {
        if (solution.ObjectiveValue is { } objective)
        {
            text.Append("Objective:  ").Append($"{objective:R}");
            text.AppendLine(solution.Status == "optimal" ? "" : $" (bound {solution.BestBound?.ToString("R") ?? "none"}, gap {solution.Gap?.ToString("P2") ?? "unknown"})");
        }

        if (report.SolverInfo is { } solver)
        {
            text.AppendLine($"Solver:     {solver.Name} {solver.Version}".TrimEnd() + $", {solution.SolveTime:0.000} s, {solution.Nodes:N0} nodes, {solution.Iterations:N0} iterations");
        }

        if (report.Model is { } model)
        {
            text.AppendLine($"Model:      {Counted.Of(model.Variables, "variable")} ({model.IntegerVariables:N0} integer), {Counted.Of(model.Constraints, "constraint")}, {Counted.Of(model.NonZeros, "non-zero")}");
        }

        text.AppendLine($"Time:       {report.Timings.Total:0.000} s in all: sandbox {report.Timings.Sandbox:0.000}, program {report.Timings.Program:0.000}, solve {report.Timings.Solve:0.000}, verify {report.Timings.Verify:0.000}");
        text.AppendLine($"Verified:   {Verdict(report.Validation)}");
        Proof(text, report.Proof);
        InsightText.Confirmation(text, solution.Confirmation);
        Variables(text, solution);
        InsightText.Of(text, solution);
    }

    private static void Proof(StringBuilder text, ProofView? proof)
    {
        if (proof is null)
        {
            return;
        }

        text.Append("Proof:      ").Append(proof.Verdict).Append(", ").Append(proof.Reason);
        text.Append(proof.RigorousBound is { } bound ? $"; rigorous bound {bound:R}" : "");
        text.AppendLine(proof.ExactObjective is { } exact && exact.Contains('/') ? $" (exactly {exact})" : "");
    }

    private static string Verdict(ValidationView? check) => check switch
    {
        null => "nothing to check",
        { IsValid: true } => $"yes, against the original model, tolerance {check.Tolerance:R}; recomputed objective {check.RecomputedObjective:R}",
        { ViolationCount: 0 } => $"NO: the recomputed objective is {check.RecomputedObjective:R}",
        _ => $"NO: {check.ViolationCount:N0} violations, the largest "
            + string.Join("; ", check.ConstraintViolations.Concat(check.BoundViolations).Concat(check.IntegralityViolations)
                .OrderByDescending(violation => violation.Relative ?? double.MaxValue).Take(3).Select(violation => $"{violation.Name} by {violation.Absolute:G4}")),
    };

    private static void Variables(StringBuilder text, SolutionView solution)
    {
        if (solution.Variables is not { } variables)
        {
            return;
        }

        var nonZero = variables.Where(pair => pair.Value != 0).ToList();
        text.AppendLine(nonZero.Count == 0 ? "Variables:  all zero" : "Variables (non-zero):");
        var width = nonZero.Select(pair => pair.Key.Length).DefaultIfEmpty(0).Max();
        foreach (var (name, value) in nonZero)
        {
            text.AppendLine($"  {name.PadRight(Math.Min(width, 40))} = {value:R}");
        }

        if (solution.VariablesOmitted > 0)
        {
            text.AppendLine($"  … {solution.VariablesOmitted:N0} variables not listed");
        }
    }

    private static void Block(StringBuilder text, string title, string content)
    {
        if (content.Length == 0)
        {
            return;
        }

        if (title.Length > 0)
        {
            text.Append(title).AppendLine(":");
        }

        foreach (var line in content.TrimEnd('\n').Split('\n'))
        {
            text.Append("  ").AppendLine(line);
        }
    }
}
