using System.CommandLine;
using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Settings;
using MipActors.Hosting;
using MipActors.Mcp;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Cli.Upkeep;

/// <summary>An installation in the cache.</summary>
internal sealed record CacheEntryView
{
    [Description("Its folder.")]
    public required string Folder { get; init; }

    [Description("Size of its files in bytes.")]
    public long Bytes { get; init; }

    [Description("When it was made, ISO 8601, UTC.")]
    public required string Made { get; init; }

    [Description("carried (it belongs to the program, which uses it; the cache does not clean it), current (this version uses it), in_use (a running process was started from it) or old.")]
    public required string State { get; init; }

    public static CacheEntryView Of(CachedInstallation found) => new()
    {
        Folder = found.Path,
        Bytes = found.Bytes,
        Made = Text(found.Made),
        State = found.IsCurrent ? "current" : found.IsInUse ? "in_use" : "old",
    };

    /// <summary>The one that the program brought along.</summary>
    public static CacheEntryView OfCarried(string folder) => new()
    {
        Folder = folder,
        Bytes = CacheInventory.SizeOf(folder),
        Made = Text(new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder))),
        State = "carried",
    };

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}

/// <summary><c>mipactors cache</c>: what the set-up has put on the disk, and the removal of what older versions left.</summary>
internal static class CacheCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };
    private static readonly Option<bool> All = new("--all") { Description = "Remove this version's too; the next use sets it up again." };

    public static Command Create()
    {
        var clean = new Command("clean", "Remove what older versions of the program left; what a running process uses stays.") { All, Json };
        clean.SetAction((parsed, cancellation) => RunAsync(parsed, clean: true, cancellation));
        var command = new Command("cache", "Show what the set-up has put on the disk (Deno, Pyodide, PuLP, snapshot), and its size.") { Json, clean };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, clean: false, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool clean, CancellationToken cancellation)
    {
        using var host = await ServiceHost.BuildAsync(ServiceHost.NothingWarm, NodeRole.Alone, LogLevel.Warning, _ => { }, cancellation);
        var provisioner = (await host.Services.GetRequiredService<Task<MipSurroundings>>()).Provisioner;
        try
        {
            var found = clean
                ? await provisioner.CleanAsync(parsed.GetValue(All), new Progress<string>(Console.Error.WriteLine), cancellation)
                : await provisioner.InventoryAsync(cancellation);
            var carried = clean ? null : provisioner.Carried;
            List<CacheEntryView> views = [.. found.Select(CacheEntryView.Of)];
            Console.Write(parsed.GetValue(Json)
                ? JsonSerializer.Serialize(carried is null ? views : [CacheEntryView.OfCarried(carried), .. views], ToolJson.Indented) + "\n"
                : TextOf(views, provisioner.Root, clean) + (carried is null ? "" : OfCarried(CacheEntryView.OfCarried(carried))));
            return ExitCode.Answer;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException("unwritable-file", $"The cache {provisioner.Root} can not be changed: {fault.Message}");
        }
    }

    private static string OfCarried(CacheEntryView view) =>
        $"In use is what the program brought along, {view.Bytes / 1e6:0.0} MB in {view.Folder}: it goes with the program, and `cache clean` leaves it.\n";

    private static string TextOf(List<CacheEntryView> views, string root, bool removed)
    {
        var lines = views.Select(view => $"{(removed ? "removed" : view.State.Replace('_', ' ')),-8} {view.Bytes / 1e6,7:0.0} MB  {view.Made}  {view.Folder}\n");
        var sum = $"{views.Sum(view => view.Bytes) / 1e6:0.0} MB {(removed ? "given back" : "in all")}, in {root}\n";
        return string.Concat(lines) + (views.Count == 0 ? removed ? $"Nothing to remove in {root}.\n" : $"Nothing is set up in {root}.\n" : sum);
    }
}
