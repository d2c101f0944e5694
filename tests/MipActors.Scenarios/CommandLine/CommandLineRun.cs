using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>One run of the command line, as a person or a script sees it.</summary>
internal sealed class CommandLineRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Task<string> _output;

    private CommandLineRun(StartedProgram program)
    {
        Program = program;
        _output = new StreamReader(program.Stdout).ReadToEndAsync();
    }

    public StartedProgram Program { get; }

    /// <summary>What it wrote to stderr so far.</summary>
    public string Errors => Program.Errors;

    /// <summary>Starts a run on a machine where everything is provisioned.</summary>
    public static async Task<CommandLineRun> StartAsync(params string[] arguments)
    {
        await Provisioned.Once;
        return new CommandLineRun(StartedProgram.Start(arguments));
    }

    /// <summary>Starts a run with an environment of its own.</summary>
    public static CommandLineRun StartWith(
        Func<PrivateFolders, IEnumerable<(string Name, string? Value)>> environment, params IReadOnlyList<string> arguments) =>
        new(StartedProgram.Start(arguments, environment));

    /// <summary>Runs to the end: exit code, stdout, stderr.</summary>
    public static async Task<(int Code, string Output, string Errors)> ToEndAsync(params string[] arguments)
    {
        await using var run = await StartAsync(arguments);
        return await run.EndAsync();
    }

    /// <summary>Runs to the end with <c>--json</c>: stdout is that report and nothing else.</summary>
    public static async Task<(int Code, JsonElement Report)> ReportAsync(params string[] arguments)
    {
        var (code, output, _) = await ToEndAsync([.. arguments, "--json"]);
        return (code, JsonElement.Parse(output));
    }

    /// <summary>The path of a program of the folder Programs.</summary>
    public static string Path(string program) => System.IO.Path.Combine(AppContext.BaseDirectory, "Programs", program);

    /// <summary>The path of a model of the folder Models.</summary>
    public static string Model(string file) => System.IO.Path.Combine(AppContext.BaseDirectory, "Models", file);

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var code = await Program.ExitAsync(Patience);
        var output = await _output.WaitAsync(Patience);
        await Program.ErrorsRead.WaitAsync(Patience);
        return (code, output, Errors);
    }

    /// <summary>Waits until a line with this text stands on stderr.</summary>
    public Task SaysAsync(string text) =>
        Eventually.HoldsAsync(() => Errors.Contains(text, StringComparison.Ordinal), Patience, () => $"'{text}' never came: {Errors}");

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
