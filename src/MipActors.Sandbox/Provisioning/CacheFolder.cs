using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MipActors.Sandbox.Provisioning;

/// <summary>
/// The folder of one installation, named after all that decides its content, and the partial folders beside it that become
/// one by being renamed.
/// </summary>
internal sealed class CacheFolder
{
    private const string PartialMark = ".partial-";
    private static readonly TimeSpan OldestPartial = TimeSpan.FromDays(1);

    private readonly string _root;

    private CacheFolder(string root, string key)
    {
        _root = root;
        Path = System.IO.Path.Combine(root, key);
        Partial = Path + PartialMark + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Absolute path of the complete folder; only ever complete, or absent.</summary>
    public string Path { get; }

    /// <summary>Absolute path of this process's folder under construction.</summary>
    public string Partial { get; }

    /// <summary>
    /// The folder for a key of all versions: the guest's files (with them the lock file, so Deno and Pyodide), what may serve
    /// as PuLP, the platform. Pyodide's version stands in front, for whoever looks into the cache.
    /// </summary>
    public static CacheFolder For(string root, GuestFiles guest, IEnumerable<string> pulp)
    {
        var ingredients = new StringBuilder("mipactors cache 1\n")
            .Append(RuntimeInformation.RuntimeIdentifier).Append('\n')
            .AppendJoin('\n', guest.Hashes).Append('\n')
            .AppendJoin('\n', pulp).Append('\n');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ingredients.ToString())));
        return new CacheFolder(root, $"{guest.PyodideVersion}-{hash[..16]}");
    }

    /// <summary>An empty <see cref="Partial"/>.</summary>
    public void StartPartial()
    {
        Remove(Partial);
        Directory.CreateDirectory(Partial);
    }

    /// <summary>Makes the partial folder the complete one, in the place of a damaged one if there is one.</summary>
    public void Complete()
    {
        var damaged = Partial + "-damaged";
        Remove(damaged);
        if (Directory.Exists(Path))
        {
            Directory.Move(Path, damaged);
        }

        Directory.Move(Partial, Path);
        Remove(damaged);
    }

    /// <summary>Removes what this process has under construction.</summary>
    public void Abandon() => Remove(Partial);

    /// <summary>Removes the partial folders of processes that are no more. To be called under the lock.</summary>
    /// <returns>How many there were.</returns>
    public int SweepPartials()
    {
        var dead = Directory.GetDirectories(_root, "*" + PartialMark + "*").Where(IsAbandoned).ToList();
        dead.ForEach(Remove);
        return dead.Count;
    }

    private static bool IsAbandoned(string partial)
    {
        var owner = partial[(partial.LastIndexOf(PartialMark, StringComparison.Ordinal) + PartialMark.Length)..].Split('-')[0];
        if (!int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid == Environment.ProcessId)
        {
            return true;
        }

        // A process identifier is given out again one day; no provisioning takes one.
        return DateTime.UtcNow - Directory.GetLastWriteTimeUtc(partial) > OldestPartial || !IsAlive(pid);
    }

    /// <summary>A dead process that nobody waited for yet (a zombie) still has its identifier, and is not alive.</summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            if (!OperatingSystem.IsLinux())
            {
                return true;
            }

            // proc(5): the state is the first field after the name, which is in parentheses and may hold any.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
