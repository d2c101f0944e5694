using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Model;

namespace MipActors.Sandbox;

/// <summary>What a sandbox does with its program.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProgramMode>))]
public enum ProgramMode
{
    /// <summary>Runs it, and solves what it states.</summary>
    [JsonStringEnumMemberName("run")]
    Run,

    /// <summary>Looks at it: nothing of it is executed.</summary>
    [JsonStringEnumMemberName("validate")]
    Validate,
}

/// <summary>A program and what it is given.</summary>
/// <param name="Code">Python source.</param>
public sealed record SandboxProgram(string Code)
{
    /// <summary>What the sandbox does with it.</summary>
    public ProgramMode Mode { get; init; }

    /// <summary>What the program finds in its global variable <c>data</c>: any JSON value; <c>None</c> when null.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Files for the program's private folder, content by name (<see cref="ProgramFile.Complaint"/>).</summary>
    public IReadOnlyDictionary<string, byte[]>? Files { get; init; }

    /// <summary>Whether the content of the files that the program writes is wanted.</summary>
    public bool ReturnFiles { get; init; }

    /// <summary>Name of the problem that is the answer, or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The name that tracebacks give to the program; no file of this name is read.</summary>
    public string FileName { get; init; } = "program.py";

    /// <summary>What the caller asks of solves; wins over the arguments that the program gives to its own solver.</summary>
    public SolveOptions Options { get; init; } = SolveOptions.Default;
}
