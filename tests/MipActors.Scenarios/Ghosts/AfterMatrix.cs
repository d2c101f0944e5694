namespace MipActors.Scenarios.Ghosts;

/// <summary>What measures or loads the machine as a whole runs alone, after the matrix, and shares its copies of the guest.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterMatrix : ICollectionFixture<GuestCopies>
{
    internal const string Name = "Ghosts: numbers, chaos, soak";
}

/// <summary>A scenario that needs Linux's /proc and subreapers; skipped by name elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "the harness needs Linux's /proc and subreapers";
}
