using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using MipActors.Mcp.Http;
using MipActors.Scenarios.Documents;
using MipActors.Scenarios.Http;
using MipActors.Scenarios.Server;
using ModelContextProtocol.Protocol;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Mcp;

/// <summary>The protocol's own conformance suite against the HTTP face, and its inspector against the server on stdio.</summary>
[Trait("Category", "Protocol")]
public sealed partial class OfficialSuiteScenarios(ITestOutputHelper output)
{
    /// <summary>What a product without fixtures has to pass.</summary>
    private static readonly string[] OfTheProduct =
    [
        "server-initialize", "ping", "logging-set-level", "completion-complete", "tools-list", "resources-list", "prompts-list", "server-sse-multiple-streams",
        "dns-rebinding-protection",
    ];

    [Fact]
    public async Task The_product_passes_every_scenario_that_needs_no_fixture()
    {
        var (server, _) = await HttpServer.StartAsync([("LIBRARY__FOLDER", "")], []);
        await using var _ = server;
        var results = await SuiteAsync(new Uri(server.Address, "/mcp"), "all");
        Assert.DoesNotContain(OfTheProduct, scenario => !results.TryGetValue(scenario, out var passed) || !passed);
    }

    [Fact]
    public async Task With_the_suites_fixtures_every_scenario_passes_and_the_table_says_so()
    {
        using var folders = new PrivateFolders();
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mipactors.http.port"] = "0",
            ["mipactors.http.audit"] = "off",
            ["mipactors.library.folder"] = folders.Data,
            ["mipactors.sandboxes.warm"] = "0",
            ["mipactors.solvers.warm"] = "0",
        };
#pragma warning disable MCP9005, MCP9006 // subscriptions of the revisions with a handshake
        await using var app = await HttpFace.BuildAsync(
            overrides,
            MipActors.Actors.Settings.NodeRole.Alone,
            mcp => mcp
                .WithTools<SuiteTools>().WithPrompts<SuitePrompts>().WithResources<SuiteResources>()
                .WithTools([SchemaTool()])
                .WithSubscribeToResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult()))
                .WithUnsubscribeFromResourcesHandler((_, _) => ValueTask.FromResult(new EmptyResult())),
            CancellationToken.None);
#pragma warning restore MCP9005, MCP9006
        await app.StartAsync();
        IReadOnlyDictionary<string, bool> results;
        try
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            results = await SuiteAsync(new Uri(new Uri(address), "/mcp"), "all");
        }
        finally
        {
            await app.StopAsync();
        }

        var table = (await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "docs", "mcp.md")))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .ToDictionary(match => match.Groups["scenario"].Value, match => match.Groups["result"].Value == "passes", StringComparer.Ordinal);
        Assert.Equal(results.OrderBy(pair => pair.Key, StringComparer.Ordinal), table.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_inspector_lists_calls_and_reads_over_stdio()
    {
        await Provisioned.Once;
        var tools = await NodeTools.Installed;
        var program = StartedProgram.Host;
        var listed = await JsonOfAsync("--method", "tools/list");
        Assert.Contains(listed.GetProperty("tools").EnumerateArray(), tool => tool.GetProperty("name").GetString() == "execute_mip_code");

        const string lp = "Maximize\n obj: x\nSubject To\n c: x <= 4\nEnd\n";
        var solved = await JsonOfAsync("--method", "tools/call", "--tool-name", "solve_model_text", "--tool-arg", "format=lp", $"text={lp}");
        Assert.Equal(4, solved.GetProperty("structuredContent").GetProperty("solution").GetProperty("objective_value").GetDouble());

        var read = await JsonOfAsync("--method", "resources/read", "--uri", "mipactors://examples/knapsack");
        Assert.Contains("LpProblem", read.GetProperty("contents")[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        var prompts = await JsonOfAsync("--method", "prompts/list");
        Assert.Equal(3, prompts.GetProperty("prompts").GetArrayLength());

        async Task<JsonElement> JsonOfAsync(params string[] arguments)
        {
            var (code, said, errors) = await tools.InspectAsync([.. arguments, "--", program, "serve"]);
            Assert.True(code == 0, $"{string.Join(' ', arguments)}: {said}{errors}");
            return JsonElement.Parse(said);
        }
    }

    private static ModelContextProtocol.Server.McpServerTool SchemaTool()
    {
        var tool = ModelContextProtocol.Server.McpServerTool.Create(() => "checked", new() { Name = "json_schema_2020_12_tool", Description = "Has a schema with definitions." });
        tool.ProtocolTool.InputSchema = JsonElement.Parse("""
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "type": "object",
              "$defs": {"address": {"type": "object", "properties": {"street": {"type": "string"}, "city": {"type": "string"}}}},
              "properties": {"name": {"type": "string"}, "address": {"$ref": "#/$defs/address"}},
              "additionalProperties": false
            }
            """);
        return tool;
    }

    /// <summary>Runs the suite; each scenario, and whether all of its checks passed.</summary>
    private async Task<IReadOnlyDictionary<string, bool>> SuiteAsync(Uri address, string suite)
    {
        var tools = await NodeTools.Installed;
        var folder = Directory.CreateTempSubdirectory("mipactors-suite-");
        try
        {
            var (_, said, errors) = await tools.ConformanceAsync(address, suite, folder.FullName);
            output.WriteLine(said + errors);
            var results = new SortedDictionary<string, bool>(StringComparer.Ordinal);
            foreach (Match line in Verdict().Matches(said))
            {
                results[line.Groups["scenario"].Value] = line.Groups["failed"].Value == "0";
            }

            Assert.True(results.Count > 20, said + errors);
            return results;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^[^\w\n]*(?<scenario>[a-z0-9-]+): (?<passed>\d+) passed, (?<failed>\d+) failed", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"^\| `(?<scenario>[a-z0-9-]+)` \| (?<result>passes|fails)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
