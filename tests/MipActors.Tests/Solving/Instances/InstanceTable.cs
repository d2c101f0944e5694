using System.Globalization;
using System.Text;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Solving;

namespace MipActors.Tests.Solving.Instances;

/// <summary>
/// What each solver makes of each instance, one line a cell in a file that a run which was broken off goes on with, and the page that is
/// written from it.
/// </summary>
internal sealed class InstanceTable
{
    private static readonly TimeSpan ProofTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(60);

    private readonly string _file;
    private readonly double _limitSeconds;
    private readonly Dictionary<(string File, string Solver), Cell> _cells = [];

    /// <summary>The table in a file, with what it has already.</summary>
    /// <param name="file">Tab-separated, one cell a line; made when it is not there.</param>
    /// <param name="limitSeconds">The time limit of a solve, in seconds.</param>
    public InstanceTable(string file, double limitSeconds)
    {
        (_file, _limitSeconds) = (file, limitSeconds);
        foreach (var cell in File.Exists(file) ? File.ReadLines(file).Skip(1).Select(Cell.Of) : [])
        {
            _cells[(cell.File, cell.Solver)] = cell;
        }
    }

    /// <summary>What one solver makes of one instance: the columns of the file.</summary>
    public sealed record Cell(
        string File, string Solver, string Verdict, string Confirmation, string Proof, double Seconds, double ProofSeconds, double LimitSeconds, string Word)
    {
        public const string Head = "file\tsolver\tverdict\tconfirmation\tproof\tseconds\tproof_seconds\tlimit_seconds\tword";

        public static Cell Of(string line)
        {
            var cells = line.Split('\t');
            return new Cell(cells[0], cells[1], cells[2], cells[3], cells[4], Number(cells[5]), Number(cells[6]), Number(cells[7]), cells[8]);

            static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{File}\t{Solver}\t{Verdict}\t{Confirmation}\t{Proof}\t{Seconds:0.00}\t{ProofSeconds:0.00}\t{LimitSeconds}\t{Word}");
    }

    public IEnumerable<Cell> Cells => _cells.Values;

    /// <summary>Whether a cell is there.</summary>
    public bool Has(KnownInstance known, string solver) => _cells.ContainsKey((known.File, solver));

    /// <summary>Solves one cell, in a worker of its own, and puts it into the file.</summary>
    public async Task SolveAsync(KnownInstance known, string solver)
    {
        var cell = await CellAsync(known, solver, _limitSeconds);
        if (!File.Exists(_file))
        {
            await File.WriteAllTextAsync(_file, Cell.Head + "\n");
        }

        await File.AppendAllTextAsync(_file, cell + "\n");
        _cells[(known.File, solver)] = cell;
    }

    /// <summary>Solves one cell, in a worker of its own.</summary>
    public static async Task<Cell> CellAsync(KnownInstance known, string solver, double limitSeconds)
    {
        var model = known.Model();
        await using var worker = await WorkerProcess.StartAsync(patience: TimeSpan.FromSeconds(limitSeconds) + Spare);
        var answer = await worker.AnswerAsync(new SolveCall(new SolveOptions { Solver = solver, TimeLimitSeconds = limitSeconds }, model));
        var cell = new Cell(known.File, solver, "wrong", "", "", 0, 0, limitSeconds, $"{answer}");
        if (answer is WorkerMessage.Refused refused)
        {
            return cell with { Verdict = "refused", Word = OneLine(refused.Text) };
        }

        if (answer is not WorkerMessage.Solved { Solution: var solution })
        {
            return cell;
        }

        var verdict = known.Verdict(model, solution);
        var proof = verdict == "right" && LpProof.IsAbout(model, solution) ? LpProof.Of(model, solution, 1e-6, ProofTime, CancellationToken.None) : null;
        return cell with
        {
            Verdict = proof?.Verdict == ProofVerdict.Refuted ? "wrong" : verdict,
            Confirmation = solution.Confirmation.Word,
            Proof = proof?.Verdict.ToString().ToLowerInvariant() ?? "",
            Seconds = solution.SolveSeconds,
            ProofSeconds = proof?.Seconds ?? 0,
            Word = OneLine($"{solution.Status} {solution.Objective:R} {solution.Message}; {solution.Confirmation.By} {solution.Confirmation.Contradiction}; {proof?.Reason}"),
        };
    }

    /// <summary>Writes the page.</summary>
    public Task WritePageAsync(string path, IReadOnlyList<KnownInstance> all)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # The instances with known optima

            Written from `instances.tsv` beside it (which has each solver's word too) by

            ```
            MIPACTORS_INSTANCES=FOLDER MIPACTORS_INSTANCE_TABLE=bench/instances.md dotnet test tests/MipActors.Tests --filter The_whole_table
            ```

            {_limitSeconds} s a solve, default options, one thread, the confirmation of the verdict included in the seconds; a run that was broken off goes on with the cells that
            are missing, and a line deleted from `instances.tsv` is solved again. "right" is within 1e-6 relative (1e-9 at zero) and passes verification; "limit" is a limit
            reached; "refused" a model that is not for that solver (it says so). Of right ones, "claimed" says that nothing but the solver confirmed it, and "proven", of LPs,
            that fractions prove it within 20 s.

            | | right | of them proven | limit | refused | wrong | not run |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        foreach (var (title, some) in Kinds(all))
        {
            foreach (var solver in some[0].Solvers)
            {
                var cells = some.Select(known => _cells.GetValueOrDefault((known.File, solver))).ToList();
                int Count(string verdict) => cells.Count(cell => cell?.Verdict == verdict);
                page.Append(CultureInfo.InvariantCulture, $"| {title} by {solver} | {Count("right")} | {(some[0].IsMip ? "" : cells.Count(cell => cell?.Proof == "proven"))} | {Count("limit")} | {Count("refused")} | {Count("wrong")} | {cells.Count(cell => cell is null)} |\n");
            }
        }

        foreach (var (title, some) in Kinds(all))
        {
            var solvers = some[0].Solvers;
            page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| instance | known | {string.Join(" | ", solvers)} |\n| --- | --- |{string.Concat(solvers.Select(_ => " --- |"))}\n");
            foreach (var known in some)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {known.Name} | {(known.IsInfeasible ? "infeasible" : $"{known.Objective:G10}")} |");
                foreach (var solver in solvers)
                {
                    page.Append(CultureInfo.InvariantCulture, $" {Text(_cells.GetValueOrDefault((known.File, solver)))} |");
                }

                page.Append('\n');
            }
        }

        return File.WriteAllTextAsync(path, page.ToString());
    }

    private static IEnumerable<(string Title, List<KnownInstance> Some)> Kinds(IReadOnlyList<KnownInstance> all)
    {
        yield return ("MIPs", [.. all.Where(known => known.IsMip)]);
        yield return ("optimal LPs", [.. all.Where(known => known is { IsMip: false, IsInfeasible: false })]);
        yield return ("infeasible LPs", [.. all.Where(known => known is { IsMip: false, IsInfeasible: true })]);
    }

    private static string Text(Cell? cell) => cell switch
    {
        null => "not run",
        { Verdict: "right" } => string.Create(
            CultureInfo.InvariantCulture, $"right{(cell.Proof == "proven" ? ", proven" : cell.Confirmation == "confirmed" ? "" : ", claimed")} {cell.Seconds:0.0} s"),
        _ => cell.Verdict,
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ').Trim();
}
