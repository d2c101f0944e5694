using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using MipActors.Core.Model;
using MipActors.Core.Formats;

namespace MipActors.Reports.Html;

/// <summary>
/// A report as one HTML file that needs no network: summary, structure of the model, bounds over time, tables that sort and filter, prices, log. All text of
/// strangers is escaped, and a policy in the file forbids everything but its own style and script.
/// </summary>
public static class HtmlReport
{
    private const int MostRows = 20_000;
    private const double BindingTolerance = 1e-6;

    /// <summary>The file.</summary>
    public static string Of(JobReport report)
    {
        var view = ReportViews.Of(report, new ReportSize(MostRows, MostRows, 100, 1_000_000, 100));
        var (style, script) = (Asset("report.css"), Asset("report.js"));
        var page = new StringBuilder();
        page.Append($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{Hash(script)}'">
            <meta name="viewport" content="width=device-width">
            <title>{Text(Title(view))}</title>
            <style>{style}</style>
            </head>
            <body>
            <h1>{Text(Title(view))} <span class="status {Text(view.Status)}">{Text(view.Status.Replace('_', ' '))}</span></h1>
            <p>{Text(view.Message)}</p>

            """);
        Summary(page, view);
        Error(page, view.Error);
        foreach (var warning in view.Warnings)
        {
            page.Append($"<p class=\"warning\">{Text(warning)}</p>\n");
        }

        if (report.Model is { } model)
        {
            Section(page, "model", "Model", $"<figure>{SparsityPicture.Of(model)}<figcaption>Where the {model.Matrix.NonZeroCount:N0} non-zeros are: constraints down, variables across; the darker, the denser.</figcaption></figure>");
        }

        if (report.Solution is { } solution && BoundsChart.Of(solution.Timeline) is { } chart)
        {
            Section(page, "bounds", "Bounds over time", $"<figure>{chart}<figcaption><span class=\"incumbent\">incumbent</span>, <span class=\"bound\">bound</span>; seconds across.</figcaption></figure>");
        }

        Solution(page, view.Solution);
        Insight(page, view.Solution?.Insight);
        Explanation(page, view.Solution?.Explanation);
        Block(page, "stdout", "Printed", view.Stdout);
        Block(page, "stderr", "Printed to stderr", view.Stderr);
        Block(page, "log", "Solver log", view.SolverOutput ?? "");
        page.Append($"<script>{script}</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Title(ReportView view) => view.Model?.Name is { Length: > 0 } name ? name : "Report";

    private static void Summary(StringBuilder page, ReportView view)
    {
        var facts = new List<(string Name, string? Value)>
        {
            ("Objective", Number(view.Solution?.ObjectiveValue)),
            ("Bound", Number(view.Solution?.BestBound)),
            ("Gap", view.Solution?.Gap is { } gap ? gap.ToString("P2", CultureInfo.InvariantCulture) : null),
            ("Verified", view.Validation is { } check ? check.IsValid ? "yes, against the original model" : $"NO: {check.ViolationCount:N0} violations" : null),
            ("Confirmed", view.Solution?.Confirmation is { } said ? $"{said.Verdict.Replace('_', ' ')}{(said.By.Length > 0 ? $", {said.By}" : "")}" : null),
            ("Proof", view.Proof is { } proof ? $"{proof.Verdict}: {proof.Reason}" : null),
            ("Solver", view.SolverInfo is { } solver ? $"{solver.Name} {solver.Version}" : null),
            ("Model", view.Model is { } model ? $"{model.Sense}, {Counted.Of(model.Variables, "variable")} ({model.IntegerVariables:N0} integer), {Counted.Of(model.Constraints, "constraint")}, {Counted.Of(model.NonZeros, "non-zero")}" : null),
            ("Search", view.Solution is { } solution ? $"{solution.Nodes:N0} nodes, {solution.Iterations:N0} iterations, {solution.SolveTime:0.000} s" : null),
            ("Time", $"{view.Timings.Total:0.000} s: sandbox {view.Timings.Sandbox:0.000}, program {view.Timings.Program:0.000}, solve {view.Timings.Solve:0.000}, verify {view.Timings.Verify:0.000}"),
            ("Job", view.JobId),
        };
        page.Append("<dl id=\"summary\">\n");
        foreach (var (name, value) in facts.Where(fact => !string.IsNullOrEmpty(fact.Value)))
        {
            page.Append($"<dt>{name}</dt><dd>{Text(value!)}</dd>\n");
        }

        page.Append("</dl>\n");
    }

    private static void Error(StringBuilder page, FaultView? error)
    {
        if (error is not null)
        {
            var where = error.Line is { } line ? $"line {line}{(error.Column is { } column ? $", column {column}" : "")}: " : "";
            Section(page, "error", "What was wrong", $"<p>{Text($"{where}{error.Message}")}</p>{(error.Hint is { } hint ? $"<p>{Text(hint)}</p>" : "")}{(error.Traceback is { } trace ? $"<pre>{Text(trace)}</pre>" : "")}");
        }
    }

    private static void Solution(StringBuilder page, SolutionView? solution)
    {
        if (solution?.Variables is { } variables)
        {
            Table(page, "variables", "Variables", ["variable", "value"], variables.Select(pair => (string?[])[pair.Key, Number(pair.Value)]), solution.VariablesOmitted);
        }

        if (solution?.Constraints is { } constraints)
        {
            Table(
                page, "constraints", "Constraints", ["constraint", "activity", "slack", "binds"],
                constraints.Select(row => (string?[])[row.Name, Number(row.Activity), Number(row.Slack), row.Slack is { } slack && Math.Abs(slack) <= BindingTolerance * Math.Max(1, Math.Abs(row.Activity ?? 0)) ? "binds" : ""]),
                solution.ConstraintsOmitted);
        }
    }

    private static void Insight(StringBuilder page, LpInsightView? insight)
    {
        if (insight is null)
        {
            return;
        }

        var of = insight.IntegersFixed ? " (integers fixed at their values)" : "";
        Table(
            page, "prices", $"Prices of constraints{of}", ["constraint", "dual", "basis", "right-hand side from", "to"],
            insight.Constraints.Select(row => (string?[])[row.Name, Number(row.Dual), row.Basis, Number(row.SideRange?.From), Number(row.SideRange?.To)]), 0);
        Table(
            page, "costs", $"Reduced costs{of}", ["variable", "reduced cost", "basis", "cost from", "to"],
            insight.Variables.Select(row => (string?[])[row.Name, Number(row.ReducedCost), row.Basis, Number(row.CostRange?.From), Number(row.CostRange?.To)]), 0);
    }

    private static void Explanation(StringBuilder page, ExplanationView? explanation)
    {
        if (explanation is null)
        {
            return;
        }

        Table(
            page, "conflict", explanation.IsIrreducible ? "These contradict each other; without any one of them the rest does not" : "These contradict each other",
            ["what", "name", "demands"], explanation.Conflict.Select(demand => (string?[])[demand.Kind.Replace('_', ' '), demand.Name, demand.Demands]), 0);
        if (explanation.Relaxations is { } relaxations)
        {
            Table(
                page, "relaxations", explanation.IsCheapest ? "The cheapest changes that make it feasible" : "Changes that make it feasible", ["name", "by", "cost", "demands"],
                relaxations.Select(one => (string?[])[one.Demand.Name, Number(one.Amount), Number(one.Cost), one.Demand.Demands]), 0);
        }
    }

    private static void Table(StringBuilder page, string id, string title, IReadOnlyList<string> heads, IEnumerable<string?[]> rows, int omitted)
    {
        var table = new StringBuilder($"<input type=\"search\" placeholder=\"filter\" aria-label=\"filter {Text(title)}\" data-table=\"{id}\">\n<table id=\"{id}\"><thead><tr>");
        table.Append(string.Concat(heads.Select(head => $"<th><button>{Text(head)}</button></th>"))).Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            table.Append("<tr>").Append(string.Concat(row.Select(cell => $"<td>{Text(cell ?? "")}</td>"))).Append("</tr>\n");
        }

        table.Append("</tbody></table>").Append(omitted > 0 ? $"<p>{omitted:N0} more are not listed.</p>" : "");
        Section(page, $"{id}-section", title, table.ToString());
    }

    private static void Block(StringBuilder page, string id, string title, string content)
    {
        if (content.Length > 0)
        {
            Section(page, id, title, $"<pre>{Text(content)}</pre>");
        }
    }

    private static void Section(StringBuilder page, string id, string title, string content) =>
        page.Append($"<section id=\"{id}\"><h2>{Text(title)}</h2>\n{content}\n</section>\n");

    private static string? Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Hash(string script) => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(script)));

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"MipActors.Reports.Html.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
