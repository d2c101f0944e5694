using System.Text.Json;
using MipActors.Scenarios.Ghosts;

// The tests' assembly is also the program that runs one cell of the matrix in a process of its own. It does not outlive whoever
// wants to know.
new Thread(() =>
{
    while (Console.OpenStandardInput().ReadByte() >= 0)
    {
    }

    Harness.EndByForce();
    Environment.Exit(1);
}) { IsBackground = true, Name = "parent" }.Start();
var order = JsonSerializer.Deserialize<Order>(args[1])!;
switch (args[0])
{
    case "cell":
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await Harness.RunAsync(order)));
        return 0;
    case "client":
        await Harness.BeClientAsync(order);
        return 0;
    default:
        return 2;
}
