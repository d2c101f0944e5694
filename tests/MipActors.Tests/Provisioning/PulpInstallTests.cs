using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using MipActors.Sandbox.Provisioning;
using MipActors.Sandbox.Provisioning.Pulp;

namespace MipActors.Tests.Provisioning;

/// <summary>Which files are taken as PuLP, and what is unpacked of them. Debian's package is fetched from its archive.</summary>
public sealed class PulpInstallTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HostCommands _commands = new();
    private readonly ProgressLines _progress = new();

    private string Target => _temp.At("python");

    public void Dispose()
    {
        Assert.Empty(HostCommands.AliveIn(_temp.Path));
        _temp.Dispose();
    }

    [Fact]
    public async Task Debians_package_is_unpacked_with_its_tests_and_licence_and_without_solvers()
    {
        var (release, source) = await InstallDebianAsync();

        Assert.Equal("2.6.0", release.Version);
        Assert.Equal("Debian's package python3-pulp (apt-get)", source);
        Assert.True(File.Exists(Path.Combine(Target, "pulp", "tests", "test_pulp.py")));
        Assert.Contains("License: Expat", File.ReadAllText(Path.Combine(Target, "pulp.copyright")), StringComparison.Ordinal);
        Assert.Equal(["__init__.py"], Directory.GetFileSystemEntries(Path.Combine(Target, "pulp", "solverdir")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(_temp.At("scratch")));
    }

    [Fact]
    public async Task Without_package_lists_private_ones_are_fetched_and_thrown_away()
    {
        Directory.CreateDirectory(_temp.At("no-state", "lists", "partial"));
        File.WriteAllText(_temp.At("apt.conf"), $"Dir::State \"{_temp.At("no-state")}\";\nDir::State::status \"/var/lib/dpkg/status\";\n");
        _commands.Environment["APT_CONFIG"] = _temp.At("apt.conf");

        var (release, _) = await InstallDebianAsync();

        Assert.Equal("2.6.0", release.Version);
        Assert.Equal(["apt-get", "apt-get", "apt-get", "dpkg-deb"], _commands.Run);
        Assert.False(Directory.Exists(_temp.At("scratch")));
    }

    [Fact]
    public async Task A_wheel_that_the_operator_vouches_for_is_taken_without_the_solvers_in_it()
    {
        await InstallDebianAsync();
        var wheel = await WheelAsync("pulp-2.6.0-py3-none-any.whl", Target, archive =>
        {
            Write(archive, "pulp-2.6.0.dist-info/LICENSE", "MIT");
            Write(archive, "pulp-2.6.0.dist-info/METADATA", "Name: PuLP\nVersion: 2.6.0\n\n");
            Write(archive, "pulp/solverdir/cbc/linux/64/cbc", "a solver");
            Write(archive, "pulp/__pycache__/pulp.pyc", "bytes");
        });

        var (release, _) = await InstallAsync(wheel, new("2.6.0", await HashAsync(wheel)), _temp.At("from-wheel"));

        Assert.Equal("2.6.0", release.Version);
        var expected = Directory.GetFiles(Target, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Target, file))
            .Where(file => file.StartsWith("pulp/", StringComparison.Ordinal) || file.StartsWith("PuLP-", StringComparison.Ordinal))
            .Append("pulp-2.6.0.dist-info/LICENSE").Append("pulp-2.6.0.dist-info/METADATA").Order();
        var actual = Directory.GetFiles(_temp.At("from-wheel"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_temp.At("from-wheel"), file)).Order();
        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task Pip_brings_the_release_that_is_vouched_for_and_debian_is_not_asked()
    {
        await InstallDebianAsync();
        var wheel = await WheelAsync("PuLP-2.6.0-py3-none-any.whl", Target, archive =>
        {
            Write(archive, "PuLP-2.6.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: PuLP\nVersion: 2.6.0\n\n");
            Write(archive, "PuLP-2.6.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        });
        var commands = new HostCommands { Environment = { ["PIP_NO_INDEX"] = "1", ["PIP_FIND_LINKS"] = _temp.Path } };
        var settings = new ProvisionerSettings { TrustedPulp = new("2.6.0", await HashAsync(wheel)) };

        var (release, source) = await PulpInstall.For(settings, new Toolbox(settings.SearchPath, commands.RunAsync))
            .RunAsync(_temp.At("from-pip"), _temp.At("scratch"), _progress, CancellationToken.None);

        Assert.Equal(settings.TrustedPulp, release);
        Assert.Equal("the Python index (pip)", source);
        Assert.Equal(["python3"], commands.Run);
        Assert.True(File.Exists(_temp.At("from-pip", "pulp", "__init__.py")));
    }

    [Fact]
    public async Task An_index_that_does_not_answer_costs_no_more_than_the_patience_set()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var commands = new HostCommands { Environment = { ["PIP_INDEX_URL"] = $"http://{silent.LocalEndpoint}/simple" } };
        var pip = new PipSource(new Toolbox(Environment.GetEnvironmentVariable("PATH")!, commands.RunAsync), "2.6.0", TimeSpan.FromSeconds(2));

        var fetch = await pip.FetchAsync(_temp.Path, CancellationToken.None);

        Assert.Equal("it did not answer in time", fetch.Refusal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wheel_of_PuLP_4_is_refused_even_where_it_is_vouched_for(bool isTrusted)
    {
        var wheel = await WheelAsync("pulp-3.3.2-py3-none-any.whl", TempFolder.Program("pulp-4"));
        var trusted = isTrusted ? new PulpRelease("3.3.2", await HashAsync(wheel)) : null;

        var refusal = await RefuseAsync(wheel, trusted);

        Assert.Contains("it is PuLP 4.0.0, but from PuLP 4 on its core is compiled and Pyodide can not load it", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_an_unknown_hash_is_refused_with_its_hash_and_the_cure()
    {
        var wheel = await WheelAsync("pulp-2.6.0-py3-none-any.whl", TempFolder.Program("failing-guest"));

        var refusal = await RefuseAsync(wheel, trusted: null);

        Assert.Contains($"is no known release (SHA-256 {await HashAsync(wheel)})", refusal, StringComparison.Ordinal);
        Assert.Contains("trustedPulp", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wheel_whose_files_would_lie_outside_is_refused()
    {
        var wheel = await WheelAsync("pulp-2.6.0-py3-none-any.whl", TempFolder.Program("failing-guest"), archive =>
            Write(archive, "pulp/../../escaped.py", "print()"));

        var refusal = await RefuseAsync(wheel, new("2.6.0", await HashAsync(wheel)));

        Assert.Contains("would lie outside", refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(_temp.At("escaped.py")));
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public async Task A_file_that_is_no_archive_is_refused_though_it_is_vouched_for()
    {
        File.WriteAllText(_temp.At("pulp-2.6.0-py3-none-any.whl"), "no zip");

        var refusal = await RefuseAsync(_temp.At("pulp-2.6.0-py3-none-any.whl"), new("2.6.0", await HashAsync(_temp.At("pulp-2.6.0-py3-none-any.whl"))));

        Assert.Contains("it can not be unpacked", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_that_is_missing_is_a_fault_and_nothing_else_is_asked()
    {
        var refusal = await RefuseAsync(_temp.At("missing.whl"), trusted: null);

        Assert.EndsWith("missing.whl, which the setting pulpWheel names: it does not exist", refusal, StringComparison.Ordinal);
        Assert.Empty(_commands.Run);
    }

    [Fact]
    public async Task Without_any_source_the_sentence_names_all_three_and_what_to_do()
    {
        var settings = new ProvisionerSettings { SearchPath = _temp.At("empty") };
        var failure = await Assert.ThrowsAsync<ProvisioningException>(() => PulpInstall.For(settings, new Toolbox(settings.SearchPath, _commands.RunAsync))
            .RunAsync(Target, _temp.At("scratch"), _progress, CancellationToken.None));

        Assert.Equal(
            "PuLP is not to be had: no file is named in the setting pulpWheel; the Python index (pip): python3 is not in PATH; "
            + "Debian's package python3-pulp (apt-get): apt-get or dpkg-deb is not in PATH. "
            + "Download a wheel of PuLP 2.6.0 where there is a network and name it in the setting pulpWheel",
            failure.Message);
    }

    private Task<(PulpRelease Release, string Source)> InstallDebianAsync()
    {
        var tools = new Toolbox(Environment.GetEnvironmentVariable("PATH")!, _commands.RunAsync);
        return new PulpInstall([new DebianSource(tools, TimeSpan.FromMinutes(2))], null, tools)
            .RunAsync(Target, _temp.At("scratch"), _progress, CancellationToken.None);
    }

    private Task<(PulpRelease Release, string Source)> InstallAsync(string wheel, PulpRelease? trusted, string target)
    {
        var settings = new ProvisionerSettings { PulpWheel = wheel, TrustedPulp = trusted };
        return PulpInstall.For(settings, new Toolbox(settings.SearchPath, _commands.RunAsync))
            .RunAsync(target, _temp.At("scratch"), _progress, CancellationToken.None);
    }

    private async Task<string> RefuseAsync(string wheel, PulpRelease? trusted) =>
        (await Assert.ThrowsAsync<ProvisioningException>(() => InstallAsync(wheel, trusted, Target))).Message;

    private async Task<string> WheelAsync(string name, string content, Action<ZipArchive>? more = null)
    {
        var path = _temp.At(name);
        await ZipFile.CreateFromDirectoryAsync(content, path);
        if (more is not null)
        {
            using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
            more(archive);
        }

        return path;
    }

    private static void Write(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }

    private static async Task<string> HashAsync(string file) =>
        Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file)));
}
