using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using BigGustave;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>The HTML report as a real browser shows it: its tables sort and filter, its pictures have a size and colours, it asks no network.</summary>
public sealed partial class BrowserScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [BrowserFact]
    public async Task The_report_sorts_filters_shows_its_pictures_and_fetches_nothing()
    {
        using var folders = new PrivateFolders();
        var report = Path.Combine(folders.Data, "report.html");
        var example = Path.Combine(AppContext.BaseDirectory, "examples", "facility_location.py");
        var (code, _, errors) = await CommandLineRun.ToEndAsync("solve", example, "--quiet", "--report", report);
        Assert.True(code == 0, errors);

        // A visitor's hand: a script that the page's own policy is made to allow, by its hash.
        var visitor = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "CommandLine", "visitor.js"));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(visitor)));
        var page = await File.ReadAllTextAsync(report);
        await File.WriteAllTextAsync(report, page
            .Replace("script-src '", $"script-src 'sha256-{hash}' '", StringComparison.Ordinal)
            .Replace("</body>", $"<script>{visitor}</script></body>", StringComparison.Ordinal));
        var picture = Path.Combine(folders.Data, "page.png");
        var shown = await ShowAsync(report, picture, folders);

        var seen = JsonElement.Parse(WebUtility.HtmlDecode(Seen().Match(shown).Groups["json"].Value));
        var values = Numbers(seen, "ascending");
        Assert.True(values.Count >= 28, shown);
        Assert.Equal(values.Order(), values);
        Assert.Equal(Numbers(seen, "descending").OrderDescending(), Numbers(seen, "descending"));
        var names = Texts(seen, "names");
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.All(Texts(seen, "filtered"), name => Assert.Contains(names[0], name, StringComparison.Ordinal));
        Assert.InRange(Texts(seen, "filtered").Count, 1, names.Count - 1);
        Assert.All(["sparsity", "bounds"], name => Assert.True(seen.GetProperty(name)[0].GetDouble() > 100 && seen.GetProperty(name)[1].GetDouble() > 100, name));
        Assert.True(seen.GetProperty("overflow").GetDouble() <= 0, "the page is wider than the window");
        Assert.Equal(0, seen.GetProperty("fetched").GetArrayLength());

        // What is drawn is drawn in its colours.
        var colour = Rgb().Match(seen.GetProperty("stroke").GetString()!);
        var wanted = (byte.Parse(colour.Groups["r"].Value, CultureInfo.InvariantCulture), byte.Parse(colour.Groups["g"].Value, CultureInfo.InvariantCulture), byte.Parse(colour.Groups["b"].Value, CultureInfo.InvariantCulture));
        var image = Png.Open(await File.ReadAllBytesAsync(picture));
        var drawn = Enumerable.Range(0, image.Height).Sum(y => Enumerable.Range(0, image.Width).Count(x => image.GetPixel(x, y) is var pixel && (pixel.R, pixel.G, pixel.B) == wanted));
        Assert.True(drawn > 200, $"{drawn} pixels of the incumbent's line");
    }

    /// <summary>Opens the page in a browser without a network; the page as it is when its scripts have run.</summary>
    private static async Task<string> ShowAsync(string page, string picture, PrivateFolders folders)
    {
        string[] arguments =
        [
            "--no-sandbox", "--disable-gpu", $"--user-data-dir={Path.Combine(folders.Root, "browser")}", "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1200,1400",
            $"--screenshot={picture}", "--dump-dom", new Uri(page).AbsoluteUri,
        ];
        var start = new ProcessStartInfo(BrowserFactAttribute.Browser!, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = folders.Temp;
        using var browser = Process.Start(start)!;
        try
        {
            var output = browser.StandardOutput.ReadToEndAsync();
            var errors = browser.StandardError.ReadToEndAsync();
            await browser.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(browser.ExitCode == 0, await errors);
            return await output;
        }
        finally
        {
            if (!browser.HasExited)
            {
                browser.Kill(entireProcessTree: true);
            }
        }
    }

    private static List<string> Texts(JsonElement seen, string name) => [.. seen.GetProperty(name).EnumerateArray().Select(one => one.GetString()!)];

    private static List<double> Numbers(JsonElement seen, string name) => Texts(seen, name).ConvertAll(one => double.Parse(one, CultureInfo.InvariantCulture));

    [GeneratedRegex("data-seen=\"(?<json>[^\"]*)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Seen();

    [GeneratedRegex(@"rgb\((?<r>\d+), (?<g>\d+), (?<b>\d+)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Rgb();
}

/// <summary>A test that needs a browser; skipped, with the reason, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "google-chrome"];

    public BrowserFactAttribute()
    {
        if (Browser is null)
        {
            Skip = "no browser is installed: `apt-get install chromium-headless-shell` brings one";
        }
    }

    /// <summary>The first browser in PATH, or null.</summary>
    public static string? Browser { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
