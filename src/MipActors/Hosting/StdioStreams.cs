using System.IO.Pipelines;
using Microsoft.Win32.SafeHandles;

namespace MipActors.Hosting;

/// <summary>
/// The real stdin and stdout of this process for the protocol, taken before anybody else can write there. stdin is read on a
/// thread of its own, so that its end is seen whatever the server does; a write that fails is seen too (the console's own
/// stream swallows EPIPE).
/// </summary>
public sealed class StdioStreams
{
    private const long MostUnreadBytes = 64L * 1024 * 1024;
    private const int ChunkBytes = 64 * 1024;

    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _spoken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: MostUnreadBytes, resumeWriterThreshold: MostUnreadBytes / 2));

    private StdioStreams(Stream output)
    {
        Input = _pipe.Reader.AsStream();
        Output = new WatchedOutput(output, _spoken, End, _gone.Task);
    }

    /// <summary>What the client says.</summary>
    public Stream Input { get; }

    /// <summary>What we say.</summary>
    public Stream Output { get; }

    /// <summary>Completes when the client was told something for the first time.</summary>
    public Task Spoken => _spoken.Task;

    /// <summary>Called with a reason when the client is gone.</summary>
    public Action<string>? Ended { get; set; }

    /// <summary>Takes both and gives everybody else stderr instead of stdout.</summary>
    public static StdioStreams Take()
    {
        var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        Console.SetOut(Console.Error);
        return new StdioStreams(output);
    }

    /// <summary>Begins to read.</summary>
    public void Start() => new Thread(ReadToEnd) { IsBackground = true, Name = "stdin" }.Start();

    private void ReadToEnd()
    {
        try
        {
            using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
            int read;
            while ((read = input.Read(_pipe.Writer.GetSpan(ChunkBytes))) > 0)
            {
                _pipe.Writer.Advance(read);
                var flush = _pipe.Writer.FlushAsync();
                if (!flush.IsCompleted)
                {
                    // This thread exists to wait: a client that sends faster than the server reads is held here.
                    ((IAsyncResult)flush.AsTask()).AsyncWaitHandle.WaitOne();
                }
            }

            End("stdin closed");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            End($"stdin failed: {fault.Message}");
        }
        finally
        {
            _pipe.Writer.Complete();
        }
    }

    /// <summary>The client is gone: what it has not read yet must not hold the server.</summary>
    private void End(string why)
    {
        Ended?.Invoke(why);
        _gone.TrySetResult();
    }

    private sealed class WatchedOutput(Stream inner, TaskCompletionSource spoken, Action<string> broken, Task gone) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                inner.Write(buffer, offset, count);
            }
            catch (IOException fault)
            {
                broken($"stdout failed: {fault.Message}");
                throw;
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (gone.IsCompleted)
            {
                return; // Nobody reads it, and a fault for each answer that is still to come would only hold up the end.
            }

            try
            {
                var write = inner.WriteAsync(buffer, cancellationToken).AsTask();
                if (await Task.WhenAny(write, gone) == write)
                {
                    await write;
                    spoken.TrySetResult();
                }

                // A write(2) to a full pipe can not be called off, only left behind.
            }
            catch (IOException fault)
            {
                broken($"stdout failed: {fault.Message}");
                throw;
            }
        }
    }
}
