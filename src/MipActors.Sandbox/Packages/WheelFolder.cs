namespace MipActors.Sandbox.Packages;

/// <summary>The wheels of a folder, and what lies there that is none.</summary>
/// <param name="Wheels">Those that a sandbox can be given, by name.</param>
/// <param name="Refused">The others: file name, and why, as half a sentence.</param>
public sealed record WheelFolder(IReadOnlyList<Wheel> Wheels, IReadOnlyList<(string FileName, string Reason)> Refused)
{
    /// <summary>Reads folders; one that does not exist is empty. Of two wheels with the same module the one of the earlier folder wins.</summary>
    public static WheelFolder Read(params IEnumerable<string> folders)
    {
        var wheels = new List<Wheel>();
        var refused = new List<(string FileName, string Reason)>();
        foreach (var path in folders.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*.whl").Order(StringComparer.Ordinal)))
        {
            var (wheel, refusal) = Wheel.Read(path);
            if (wheel is null)
            {
                refused.Add((Path.GetFileName(path), refusal!));
            }
            else
            {
                wheels.Add(wheel);
            }
        }

        return new WheelFolder(wheels, refused);
    }
}
