namespace MipActors.Tests.Core.Wire;

/// <summary>A pipe that hands out one byte at a time, whatever is asked for.</summary>
internal sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
}

/// <summary>A pipe of a child that announces and then says nothing, until the reader's patience ends.</summary>
internal sealed class SilentAfter(byte[] bytes) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position == Length)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return await base.ReadAsync(buffer, cancellationToken);
    }
}
