using System.Text.Json;
using System.Xml.Linq;
using MipActors.Scenarios.Documents;
using MipActors.Scenarios.Http;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Install;

/// <summary>The blocks to paste for the big clients: parsed, and what they say is started.</summary>
public sealed class ClientBlockScenarios
{
    [Fact]
    public async Task What_each_block_starts_answers_the_handshake()
    {
        var blocks = ReadmeText.ClientBlocks().Where(block => block.Command is not null).ToList();
        Assert.True(blocks.Count >= 4, "the blocks were not found");
        foreach (var block in blocks.DistinctBy(block => (string.Join(' ', block.Arguments), string.Join(' ', block.Environment))))
        {
            var (program, arguments) = Started(block);
            Assert.Equal("mipactors", Path.GetFileName(program));
            await using var server = ServerProcess.Start(_ => block.Environment, read: true, [.. arguments]);
            var welcome = await server.InitializeAsync();
            Assert.Equal("mipactors", welcome.GetProperty("serverInfo").GetProperty("name").GetString());
        }
    }

    [Fact]
    public async Task The_address_in_the_blocks_is_where_the_server_is()
    {
        var addresses = ReadmeText.ClientBlocks().Select(block => block.Url).OfType<string>().ToList();
        Assert.NotEmpty(addresses);
        var (server, _) = await HttpServer.StartAsync([("LIBRARY__FOLDER", "")], []);
        await using var _ = server;
        Assert.All(addresses, address => Assert.Equal("http://127.0.0.1:7478/mcp", address));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(server.Address, new Uri(addresses[0]).AbsolutePath));
        Assert.NotEqual(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void The_registry_file_names_this_version_and_the_packages_name()
    {
        var file = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "packaging", "server.json")));
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        var package = file.GetProperty("packages")[0];
        Assert.Equal((version, version), (file.GetProperty("version").GetString(), package.GetProperty("version").GetString()));
        // Who publishes it puts in the account that the registry knows as theirs.
        Assert.Equal("io.github.OWNER/mipactors", file.GetProperty("name").GetString());
        Assert.Equal(("nuget", "MipActors"), (package.GetProperty("registryType").GetString(), package.GetProperty("identifier").GetString()));
        Assert.Contains("<PackageId>MipActors</PackageId>", File.ReadAllText(Path.Combine(Repository.Root, "src", "MipActors", "MipActors.csproj")), StringComparison.Ordinal);
    }

    /// <summary>dnx runs the program of a package with what stands behind --.</summary>
    private static (string Program, IReadOnlyList<string> Arguments) Started(ClientBlock block)
    {
        var arguments = block.Arguments.ToList();
        var end = arguments.IndexOf("--");
        return Path.GetFileName(block.Command) is "dotnet" && arguments is ["dnx", "MipActors", ..]
            ? ("mipactors", arguments[(end + 1)..])
            : (block.Command!, arguments);
    }
}
