using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// What a library prints to descriptor 1 while this lives, as its log; for solvers that have no callback for it. One at a time. Where
/// there are no descriptors to turn (Windows), nothing is caught.
/// </summary>
internal sealed unsafe partial class PrintTap : IDisposable
{
    private readonly Thread? _reader;
    private readonly int _from = -1;

    private static int _isLineBuffered;

    public PrintTap(ISolveObserver observer)
    {
        BufferLines();
        var ends = stackalloc int[2];
        if (OperatingSystem.IsWindows() || Pipe(ends) != 0)
        {
            return;
        }

        _from = ends[0];
        Turn(ends[1]);
        _ = Close(ends[1]);
        _reader = new Thread(() => Read(observer)) { IsBackground = true, Name = "print tap" };
        _reader.Start();
    }

    /// <summary>Turns descriptor 1 back to stderr and waits for what was printed last.</summary>
    public void Dispose()
    {
        if (_reader is not null)
        {
            Turn(2);
            _reader.Join();
            _ = Close(_from);
        }
    }

    // A pipe is buffered by the page: lines would come when they are no news any more.
    private static void BufferLines()
    {
        const int lineBuffered = 1;
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref _isLineBuffered, 1) == 0
            && NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "stdout", out var stream))
        {
            _ = SetBuffer(Marshal.ReadIntPtr(stream), 0, lineBuffered, 1 << 16);
        }
    }

    private static void Turn(int to)
    {
        _ = Flush(0);
        _ = Dup2(to, 1);
    }

    private void Read(ISolveObserver observer)
    {
        Span<byte> buffer = stackalloc byte[4096];
        fixed (byte* start = buffer)
        {
            while (Read(_from, start, (nuint)buffer.Length) is > 0 and var count)
            {
                if (observer.WantsLog)
                {
                    observer.Log(buffer[..(int)count]);
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "setvbuf")]
    private static partial int SetBuffer(nint stream, nint buffer, int mode, nuint size);

    [LibraryImport("libc", EntryPoint = "pipe")]
    private static partial int Pipe(int* ends);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int Flush(nint stream);
}
