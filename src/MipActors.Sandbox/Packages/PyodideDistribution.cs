using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Sandbox.Packages;

/// <summary>
/// Pyodide's own packages, fetched from where its project keeps them, at set-up and never later. What each is made of and its hash say
/// <c>pyodide-lock.json</c>, which came with Pyodide by the lock file of npm.
/// </summary>
/// <param name="source">Folder of the files on the network, with a slash at its end.</param>
public sealed class PyodideDistribution(Uri source)
{
    /// <summary>Where the project keeps the packages of a release.</summary>
    public static Uri Official(string version) => new($"https://cdn.jsdelivr.net/pyodide/v{version}/full/");

    /// <summary>Fetches packages, and those that they depend on, into a folder; what is there already with the right hash is left alone.</summary>
    /// <param name="lockFile">Path of <c>pyodide-lock.json</c>.</param>
    /// <param name="names">Names of packages.</param>
    /// <param name="folder">Absolute path of the folder; made if need be.</param>
    /// <param name="progress">Told which file is fetched.</param>
    /// <param name="cancellation">Ends it; no partial file stays behind.</param>
    /// <exception cref="ProvisioningException">Pyodide has no such package, or a file can not be had or has another hash.</exception>
    public async Task FetchAsync(
        string lockFile, IReadOnlyList<string> names, string folder, IProgress<string> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        using var client = new HttpClient();
        foreach (var package in Closure(await ReadAsync(lockFile, cancellation), names))
        {
            var path = Path.Combine(folder, Path.GetFileName(package.FileName));
            if (File.Exists(path) && await HashAsync(path, cancellation) == package.Sha256)
            {
                continue;
            }

            progress.Report($"fetching {package.FileName}…");
            await FetchAsync(client, package, path, cancellation);
        }
    }

    private async Task FetchAsync(HttpClient client, LockedPackage package, string path, CancellationToken cancellation)
    {
        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            await using (var file = File.Create(partial))
            {
                await using var content = await client.GetStreamAsync(new Uri(source, package.FileName), cancellation);
                await content.CopyToAsync(file, cancellation);
            }

            if (await HashAsync(partial, cancellation) is var hash && hash != package.Sha256)
            {
                throw new ProvisioningException($"{package.FileName} of {source} has the SHA-256 {hash}, but Pyodide's lock file says {package.Sha256}");
            }

            File.Move(partial, path, overwrite: true);
        }
        catch (HttpRequestException refused)
        {
            throw new ProvisioningException(
                $"{package.FileName} could not be fetched from {source} ({OneLine.First(refused.Message)}): put the file into the folder of the setting mipactors.packages.wheels", refused);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static List<LockedPackage> Closure(LockFile locked, IReadOnlyList<string> names)
    {
        var found = new Dictionary<string, LockedPackage>(StringComparer.Ordinal);
        var wanted = new Queue<string>(names);
        while (wanted.TryDequeue(out var name))
        {
            if (found.ContainsKey(name))
            {
                continue;
            }

            if (!locked.Packages.TryGetValue(name, out var package))
            {
                throw new ProvisioningException($"Pyodide has no package {name}, which the setting mipactors.packages.fetch names; put its wheel into the folder of mipactors.packages.wheels");
            }

            found.Add(name, package);
            foreach (var needed in package.Depends)
            {
                wanted.Enqueue(needed);
            }
        }

        return [.. found.Values];
    }

    private static async Task<LockFile> ReadAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, PyodideJson.Default.LockFile, cancellation)
            ?? throw new ProvisioningException($"{path} is empty");
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }
}

/// <summary>What is read of <c>pyodide-lock.json</c>.</summary>
internal sealed record LockFile(IReadOnlyDictionary<string, LockedPackage> Packages);

/// <summary>One package in it.</summary>
internal sealed record LockedPackage(
    [property: JsonPropertyName("file_name")] string FileName, string Sha256, IReadOnlyList<string> Depends);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LockFile))]
internal sealed partial class PyodideJson : JsonSerializerContext;
