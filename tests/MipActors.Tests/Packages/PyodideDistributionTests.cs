using System.Net;
using System.Security.Cryptography;
using System.Text;
using MipActors.Sandbox.Packages;
using MipActors.Sandbox.Provisioning;
using MipActors.Tests.Provisioning;

namespace MipActors.Tests.Packages;

/// <summary>Fetching from a web server on this machine, with a lock file of the form that Pyodide's has.</summary>
public sealed class PyodideDistributionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpListener _server = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal) { ["a-1.whl"] = "content of a", ["b-1.whl"] = "content of b" };
    private readonly List<string> _asked = [];
    private readonly Uri _source;
    private readonly Task _serving;

    public PyodideDistributionTests()
    {
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _source = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _server.Prefixes.Add(_source.ToString());
        _server.Start();
        _serving = Task.Run(ServeAsync);
        File.WriteAllText(_folder.At("lock.json"), $$$$"""
            {"info": {"python": "3.14.2"}, "packages": {
              "a": {"name": "a", "file_name": "a-1.whl", "sha256": "{{{{Hash("content of a")}}}}", "depends": ["b"], "imports": ["a"]},
              "b": {"name": "b", "file_name": "b-1.whl", "sha256": "{{{{Hash("content of b")}}}}", "depends": ["a"], "imports": ["b"]}}}
            """);
    }

    private string Target => _folder.At("wheels");

    public void Dispose()
    {
        _server.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
        _folder.Dispose();
    }

    [Fact]
    public async Task A_package_comes_with_what_it_depends_on_and_is_fetched_once()
    {
        await FetchAsync("a");
        await FetchAsync("a", "b");

        Assert.Equal("content of a", File.ReadAllText(Path.Combine(Target, "a-1.whl")));
        Assert.Equal(["/a-1.whl", "/b-1.whl"], _asked);
    }

    [Fact]
    public async Task A_file_with_another_hash_is_refused_and_not_kept()
    {
        _files["b-1.whl"] = "something else";

        var refusal = await Assert.ThrowsAsync<ProvisioningException>(() => FetchAsync("b"));

        Assert.Contains("SHA-256", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(Target), file => file.Contains("b-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_can_not_be_had_is_said_with_the_way_out()
    {
        _files.Clear();

        Assert.Contains("mipactors.packages.wheels", (await Assert.ThrowsAsync<ProvisioningException>(() => FetchAsync("a"))).Message, StringComparison.Ordinal);
        Assert.Contains("no package c", (await Assert.ThrowsAsync<ProvisioningException>(() => FetchAsync("c"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Target));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private Task FetchAsync(params string[] names) =>
        new PyodideDistribution(_source).FetchAsync(_folder.At("lock.json"), names, Target, new Progress<string>(), CancellationToken.None);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var request = await _server.GetContextAsync();
                var path = request.Request.Url!.AbsolutePath;
                _asked.Add(path);
                if (_files.TryGetValue(path[1..], out var content))
                {
                    await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(content));
                }
                else
                {
                    request.Response.StatusCode = 404;
                }

                request.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
