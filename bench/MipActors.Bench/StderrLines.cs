namespace MipActors.Bench;

/// <summary>Lines for whoever waits; stdout is the table's.</summary>
internal sealed class StderrLines : IProgress<string>
{
    public void Report(string value) => Console.Error.WriteLine($"bench: {value}");
}
