namespace MipActors.Scenarios;

/// <summary>A folder of a started program that has no byte (or no entry) free: a small file system of its own, mounted for it alone.</summary>
internal static class FullDisk
{
    /// <summary>What begins a line of stderr that names a file which the program has left in the folder.</summary>
    public const string LeftMark = "left on the full disk: ";

    private const string Script = """
        mount -t tmpfs -o "$1" tmpfs "$2" || exit 99
        cd "$2" && cat /dev/zero >filler 2>/dev/null
        cd /
        folder="$2"
        shift 2
        "$@"
        code=$?
        find "$folder" -mindepth 1 ! -name filler ! -type d | sed 's/^/left on the full disk: /' >&2
        exit $code
        """;

    /// <summary>Why it can not be tried here, or null.</summary>
    public static string? Hindrance => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? null : "only root may mount a file system to fill";

    /// <summary>Starts what follows with this folder full.</summary>
    /// <param name="folder">Absolute path of an empty folder.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="noEntries">True: not even an empty file can be made.</param>
    public static IReadOnlyList<string> Through(string folder, int owner = 0, bool noEntries = false) =>
    [
        "unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", Script, "full-disk",
        $"size=64k,mode=700,uid={owner},gid={owner}{(noEntries ? ",nr_inodes=2" : "")}", folder,
    ];
}

/// <summary>A scenario that needs a full disk; skipped by name where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FullDiskFactAttribute : FactAttribute
{
    public FullDiskFactAttribute() => Skip = FullDisk.Hindrance;
}
