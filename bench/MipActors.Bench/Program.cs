using System.CommandLine;
using MipActors.Bench;
using MipActors.Bench.Cases;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

Starter.Begin();
var cases = new Dictionary<string, Func<Setting, CancellationToken, Task<Section>>>(StringComparer.Ordinal)
{
    [ColdStart.Name] = ColdStart.RunAsync,
    [WarmCall.Name] = WarmCall.RunAsync,
    [BackToBack.Name] = BackToBack.RunAsync,
    [ModelSizes.Name] = ModelSizes.RunAsync,
    [InnerSolves.Name] = InnerSolves.RunAsync,
    [LongSolves.Name] = LongSolves.RunAsync,
    [ManyClients.Name] = ManyClients.RunAsync,
    [IdleMemory.Name] = IdleMemory.RunAsync,
};

var runs = new Option<int>("--runs") { Description = "Rounds of each case.", DefaultValueFactory = _ => 20 };
runs.Validators.Add(given =>
{
    if (given.GetValueOrDefault<int>() is < 1 or > 10_000)
    {
        given.AddError("--runs takes a whole number from 1 to 10000.");
    }
});
var only = new Option<string?>("--only") { Description = $"One case alone: {string.Join(", ", cases.Keys)}." };
only.AcceptOnlyFromAmong([.. cases.Keys]);
var quick = new Option<bool>("--quick") { Description = "Two rounds: whether all of it works, no figures to speak of." };
var json = new Option<FileInfo?>("--json") { Description = "Write every sample to this file too." };
var server = new Option<FileInfo?>("--server") { Description = "The executable to measure; default: mipactors as it was published with this." };
var root = new RootCommand("Measures MipActors against floors taken in the same run.") { runs, only, quick, json, server };
root.SetAction(async (parsed, cancellation) =>
{
    Ghosts.Attract();
    // The servers' own, for the user's may be large.
    var library = Directory.CreateTempSubdirectory("mipactors-bench-library-");
    Environment.SetEnvironmentVariable("MIPACTORS__LIBRARY__FOLDER", library.FullName);
    var status = 0;
    try
    {
        var chosen = parsed.GetValue(only) is { } name ? [cases[name]] : cases.Values.ToArray();
        await MeasureAsync(chosen, parsed.GetValue(runs), parsed.GetValue(quick), parsed.GetValue(json), parsed.GetValue(server), cancellation);
    }
    catch (Exception fault) when (fault is BenchException or ContainmentException or ProvisioningException)
    {
        await Console.Error.WriteLineAsync($"bench: {fault.Message}");
        status = 1;
    }
    catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("bench: cancelled");
        status = 130;
    }
    catch (Exception fault)
    {
        await Console.Error.WriteLineAsync($"bench: {fault}");
        status = 1;
    }

    library.Delete(recursive: true);
    var left = await Ghosts.FindAsync();
    if (left.Count > 0)
    {
        await Console.Error.WriteLineAsync($"bench: {left.Count} process(es) left behind: {string.Join(", ", left)}");
        status = 1;
    }

    return status;
});

// A cancelled run ends its servers in order, which may take some seconds.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });

static async Task MeasureAsync(
    Func<Setting, CancellationToken, Task<Section>>[] chosen, int runs, bool isQuick, FileInfo? json, FileInfo? server, CancellationToken cancellation)
{
    var lines = new StderrLines();
    var launcher = await Launcher.CreateAsync(new LauncherOptions(), cancellation);
    var provisioner = new Provisioner(
        new ProvisionerSettings(),
        (spec, timeout, onLine, ended) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, ended));
    var installation = await provisioner.ProvisionAsync(lines, cancellation);
    var setting = new Setting(
        server?.FullName ?? Server(),
        Executable("empty-server"),
        launcher,
        installation,
        isQuick ? 2 : runs,
        isQuick,
        lines);
    var machine = Machine.Look(launcher, setting.Server);
    var sections = new List<Section>();
    foreach (var measure in chosen)
    {
        sections.Add(await measure(setting, cancellation));
    }

    machine = machine.Again();
    Console.Write(TextTable.Of(machine, sections));
    if (json is not null)
    {
        await JsonFile.WriteAsync(json.FullName, machine, sections, cancellation);
    }
}

// Debug builds publish none.
static string Server()
{
    var published = Path.Combine("server", "mipactors");
    return Executable(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "server")) ? published : "mipactors");
}

static string Executable(string name)
{
    var file = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? name + ".exe" : name);
    return File.Exists(file) ? file : throw new BenchException($"{file} is missing: build the bench again");
}
