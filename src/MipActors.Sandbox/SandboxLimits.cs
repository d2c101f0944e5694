namespace MipActors.Sandbox;

/// <summary>What one program may use up. The sandbox keeps these itself and its server does not take its word for it.</summary>
public sealed record SandboxLimits
{
    /// <summary>The limits of a server without settings.</summary>
    public static SandboxLimits Default { get; } = new();

    /// <summary>Bytes of stdout and stderr together, in UTF-8; what is beyond is dropped and counted. At least 0.</summary>
    public int MaxOutputBytes { get; init; } = 1 << 20;

    /// <summary>Longest frame either way, in bytes: bounds the size of models. At most 512 MiB.</summary>
    public int MaxFrameBytes { get; init; } = 256 << 20;

    /// <summary>Bytes of memory for Python, of which about 30 MB are taken by itself; beyond it a program sees MemoryError.</summary>
    public long MaxWasmMemoryBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of resident memory of all that runs in the sandbox, watched from outside.</summary>
    public long MaxResidentBytes { get; init; } = 2L << 30;

    /// <summary>Bytes of JavaScript's heap.</summary>
    public long MaxJavaScriptHeapBytes { get; init; } = 512L << 20;

    /// <summary>Threads and processes in the sandbox, watched from outside.</summary>
    public int MaxTasks { get; init; } = 64;

    /// <summary>Modules that a program may import beside the standard library and PuLP; * for every one that is there.</summary>
    public IReadOnlyList<string> AllowedImports { get; init; } = ["*"];

    /// <summary>Modules that a program may not import, the standard library's among them. A policy, no wall.</summary>
    public IReadOnlyList<string> RefusedImports { get; init; } = [];

    /// <summary>Solves that one program may ask for.</summary>
    public int MaxSolves { get; init; } = 100_000;
}
