using System.ComponentModel;
using MipActors.Actors;
using MipActors.Core.Formats;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Prompts;

/// <summary>What a person picks from a client's menu: formulate a problem, debug an infeasible model, explain a solution to a manager.</summary>
[McpServerPromptType]
internal sealed class ModellingPrompts(ServiceGate gate)
{
    [McpServerPrompt(Name = "formulate_problem", Title = "Formulate and solve a problem")]
    [Description("From a problem in words to a model, its solution and what it means.")]
    public static async Task<IEnumerable<PromptMessage>> FormulateAsync(
        [Description("The problem in your own words, with its numbers.")] string problem,
        CancellationToken cancellation) =>
    [
        Document("mipactors://guide", await Documents.Document.ReadAsync("modelling", cancellation)),
        Say($"""
            Solve this problem as an optimisation model:

            {problem}

            First write down, in a few lines: what is decided (variables, with units and bounds), what is wanted (one objective), what must hold (one line for each rule), and
            which numbers are missing: ask for those rather than inventing them. Then write one PuLP program as the guide says, numbers in `data`, every constraint named; look at
            it with validate_mip_code if it is long, and run it with execute_mip_code. Answer with the decisions, the objective with its unit, and what holds it back. If the model
            is infeasible, use explain_infeasibility and say which rules contradict each other.
            """),
    ];

    [McpServerPrompt(Name = "debug_infeasible_model", Title = "Debug an infeasible model")]
    [Description("Why a model has no solution, in the words of the problem, and the cheapest ways out.")]
    public async Task<IEnumerable<PromptMessage>> DebugAsync(
        [Description("The job that was infeasible.")] string job_id,
        CancellationToken cancellation,
        [Description("Rules that can not be changed (law, physics), parted by commas; may be empty.")] string hard_rules = "") =>
    [
        await ReportAsync(job_id, cancellation),
        Say($"""
            This model is infeasible. Run its program with explain_infeasibility{(hard_rules.Length > 0 ? $", and with the constraints of these rules as `hard`: {hard_rules}" : "")}.
            Then say: which constraints, bounds and integralities contradict each other, each in the words of the problem and with its numbers; why they can not all hold (do the
            arithmetic once); which relaxation is the cheapest, and two others that somebody could prefer. Look for a mistake in the model before you blame the problem: a wrong
            sign, a unit, a demand counted twice, a bound of zero. Change nothing without saying so.
            """),
    ];

    [McpServerPrompt(Name = "explain_solution", Title = "Explain a solution to a manager")]
    [Description("What a solution says, for somebody who decides and does not model.")]
    public async Task<IEnumerable<PromptMessage>> ExplainAsync(
        [Description("The job that found the solution.")] string job_id,
        CancellationToken cancellation,
        [Description("Who reads it, and what they care for; may be empty.")] string audience = "a manager who has to decide") =>
    [
        await ReportAsync(job_id, cancellation),
        Say($"""
            Explain this solution to {audience}. Half a page, no jargon, no variable names:
            1. The decision, in one sentence, with the figure that matters and its unit.
            2. What to do, as a short table.
            3. What holds it back: the constraints that bind, in words, and what one more unit of each would be worth where the report has prices (say that a MIP's prices hold for
               small changes alone).
            4. How sure it is: proven best, or how far off it can be at most; and that it was checked against the model.
            5. One or two questions worth asking next (a what-if with solve_model, if the model is kept).
            Do not claim anything that the report does not say.
            """),
    ];

    private async Task<PromptMessage> ReportAsync(string jobId, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = await service.WaitAsync(jobId.Trim(), TimeSpan.Zero, _ => { }, cancellation) switch
        {
            JobAnswer.Ended ended => ReportViews.Of(ended.Report, ReportSize.Agent),
            JobAnswer.Running => throw new McpProtocolException($"The job {TerminalText.Escape(jobId)} still runs; get_job waits for it.", McpErrorCode.InvalidParams),
            _ => throw new McpProtocolException($"No job '{TerminalText.Escape(jobId)}' is known; list_jobs shows the newest.", McpErrorCode.InvalidParams),
        };
        return Document($"mipactors://jobs/{view.JobId}/report", ReportText.Of(view));
    }

    private static PromptMessage Say(string text) => new() { Role = Role.User, Content = new TextContentBlock { Text = text } };

    private static PromptMessage Document(string uri, string text) => new()
    {
        Role = Role.User,
        Content = new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = uri, MimeType = "text/plain", Text = text } },
    };
}
