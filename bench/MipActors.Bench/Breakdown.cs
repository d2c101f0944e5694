namespace MipActors.Bench;

/// <summary>Where the time of calls goes, by the reports' own timings. The parts of one call add up to what its client waited.</summary>
internal sealed class Breakdown
{
    private readonly Samples _whole = new();
    private readonly Samples _protocol = new();
    private readonly Samples _queue = new();
    private readonly Samples _sandbox = new();
    private readonly Samples _program = new();
    private readonly Samples _solver = new();
    private readonly Samples _transfer = new();
    private readonly Samples _verify = new();
    private readonly Samples _rest = new();

    /// <summary>Seconds of the whole calls.</summary>
    public Samples Whole => _whole;

    public void Add(Call call)
    {
        var total = call.Stage("total");
        _whole.Add(call.Seconds);
        _protocol.Add(call.Seconds - total);
        _queue.Add(call.Stage("queue"));
        _sandbox.Add(call.Stage("sandbox"));
        _program.Add(call.Stage("program"));
        _solver.Add(call.SolverSeconds);
        _transfer.Add(call.Stage("solve") - call.SolverSeconds);
        _verify.Add(call.Stage("verify"));
        _rest.Add(total - call.Stage("queue") - call.Stage("sandbox") - call.Stage("program") - call.Stage("solve") - call.Stage("verify"));
    }

    /// <summary>A line for each part.</summary>
    public IEnumerable<Row> Rows(string id) =>
    [
        Part(id, "queue", "waiting for a turn", _queue),
        Part(id, "sandbox", "waiting for a sandbox", _sandbox),
        Part(id, "program", "program (Python, lifting, its frames)", _program),
        Part(id, "solver", "in the worker by its clock (reading, building, solving)", _solver),
        Part(id, "transfer", "to the worker and back (screen, hand-out, frames)", _transfer),
        Part(id, "verify", "verification", _verify),
        Part(id, "rest", "the rest of the job (actors)", _rest),
        Part(id, "protocol", "protocol (MCP both ways, report as text and JSON)", _protocol),
    ];

    private Row Part(string id, string name, string text, Samples samples) =>
        new($"{id}.{name}", text, "s", samples)
        {
            IsPart = true,
            Ratios = [new Ratio("of the call", Samples.Ratios(samples, _whole), []) { IsShare = true }],
        };
}
