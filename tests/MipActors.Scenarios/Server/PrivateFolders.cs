namespace MipActors.Scenarios.Server;

/// <summary>The folders that one process of a scenario has for itself, so that what it leaves behind is seen.</summary>
internal sealed class PrivateFolders : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mipactors-scenario-");

    public PrivateFolders()
    {
        Temp = _root.CreateSubdirectory("tmp").FullName;
        Runtime = _root.CreateSubdirectory("run").FullName;
        Config = _root.CreateSubdirectory("config").FullName;
        Data = _root.CreateSubdirectory("data").FullName;
        Empty = _root.CreateSubdirectory("empty").FullName;
    }

    public string Temp { get; }

    public string Runtime { get; }

    public string Config { get; }

    public string Data { get; }

    /// <summary>What holds all of them.</summary>
    public string Root => _root.FullName;

    /// <summary>A folder with nothing in it: a PATH without programs, a cache without anything provisioned.</summary>
    public string Empty { get; }

    /// <summary>Every file and socket that lies in the temporary and the runtime folder.</summary>
    public IReadOnlyList<string> Leftovers =>
        [.. new[] { Temp, Runtime }.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))];

    /// <summary>The control sockets among them.</summary>
    public IReadOnlyList<string> Sockets => [.. Leftovers.Where(file => file.EndsWith(".sock", StringComparison.Ordinal))];

    public void Dispose() => _root.Delete(recursive: true);
}
