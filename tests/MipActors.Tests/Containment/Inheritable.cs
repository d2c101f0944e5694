using System.Runtime.InteropServices;

namespace MipActors.Tests.Containment;

/// <summary>A descriptor as a careless native library opens it: handed to every child unless somebody prevents it.</summary>
internal sealed partial class Inheritable : IDisposable
{
    private readonly int _descriptor;

    public Inheritable()
    {
        _descriptor = Duplicate(1);
        Assert.True(_descriptor > 2);
    }

    public void Dispose()
    {
        _ = Close(_descriptor);
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
