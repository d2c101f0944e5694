using System.Text;
using MipActors.Containment;

// A server that can be killed: starts victims through a launcher until its own stdin ends.
// Arguments: level, guarded | unguarded, once | endlessly, victim, the victim's argument; or: diagnose, level demanded.
if (args[0] == "diagnose")
{
    try
    {
        var diagnosed = await Launcher.CreateAsync(
            new LauncherOptions { Minimum = Enum.Parse<ContainmentLevel>(args[1]) }, CancellationToken.None);
        foreach (var line in diagnosed.Diagnosis)
        {
            await Console.Out.WriteLineAsync($"{line.Layer}: {(line.Available ? "available" : line.Reason)}");
        }

        return 0;
    }
    catch (ContainmentException refusal)
    {
        await Console.Out.WriteLineAsync(refusal.Message);
        return 1;
    }
}

var launcher = await Launcher.CreateAsync(
    new LauncherOptions { Exactly = Enum.Parse<ContainmentLevel>(args[0]) }, CancellationToken.None);
var spec = new LaunchSpec
{
    File = "/usr/bin/sh",
    Arguments = [args[3], args[4]],
    ReadOnlyFolders = ["/usr/bin", Path.GetDirectoryName(args[3])!],
    WorkingDirectory = "/tmp",
    GuardsItself = args[1] == "unguarded",
};

var end = Console.OpenStandardInput().ReadAsync(new byte[1]).AsTask();
var running = new Queue<ContainedProcess>();
do
{
    running.Enqueue(await launcher.StartAsync(spec, CancellationToken.None));
    if (running.Count > 8)
    {
        await running.Dequeue().DisposeAsync();
    }

    if (args[2] == "once")
    {
        using var reader = new StreamReader(running.Peek().Output, Encoding.UTF8, leaveOpen: true);
        await Console.Out.WriteLineAsync(await reader.ReadLineAsync());
        await end;
    }
    else
    {
        await Console.Out.WriteLineAsync("started");
    }
}
while (!end.IsCompleted);

while (running.TryDequeue(out var process))
{
    await process.DisposeAsync();
}

return 0;
