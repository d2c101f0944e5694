using System.Buffers.Binary;

namespace MipActors.Core.Wire;

/// <summary>
/// Reads and writes frames on the two pipes of one child. Reading checks key and length before a byte of the payload is
/// taken, and grows its buffer as bytes arrive, so that a forged length costs nothing. Not thread-safe per direction;
/// one reader and one writer may work side by side.
/// </summary>
public sealed class FrameChannel
{
    private const int FirstChunkBytes = 1 << 20;

    // Up to here a frame is one write: each wakes up the other side, and a small solve is little more than that.
    private const int JoinedBytes = 1 << 14;

    private readonly Stream _input;
    private readonly Stream _output;
    private readonly int _capBytes;
    private readonly byte[] _readHeader = new byte[Frame.HeaderBytes];
    private readonly byte[] _written = new byte[JoinedBytes];
    private readonly SessionKey? _replyKey;
    private SessionKey? _key;

    /// <summary>A channel whose key is known.</summary>
    /// <param name="input">Where frames come from.</param>
    /// <param name="output">Where frames go to.</param>
    /// <param name="key">The key; null in a child, which adopts that of the first frame it reads.</param>
    /// <param name="capBytes">Longest payload accepted, in bytes.</param>
    /// <param name="replyKey">The key of the frames that are read, where it is another one than of those that are written.</param>
    public FrameChannel(Stream input, Stream output, SessionKey? key, int capBytes = Frame.HardCapBytes, SessionKey? replyKey = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capBytes, Frame.HardCapBytes);
        _input = input;
        _output = output;
        _key = key;
        _replyKey = replyKey;
        _capBytes = capBytes;
    }

    /// <summary>The next frame, or null at the end of the stream between two frames.</summary>
    /// <exception cref="WireException">The stream ended inside a frame, or the frame has a foreign key or is too long.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellation)
    {
        var got = await _input.ReadAtLeastAsync(_readHeader, _readHeader.Length, throwOnEndOfStream: false, cancellation);
        if (got == 0)
        {
            return null;
        }

        if (got < _readHeader.Length)
        {
            throw new WireException("the stream ended inside the header of a frame");
        }

        var (length, type) = ParseHeader();
        var payload = Room(Math.Min(length, FirstChunkBytes));
        var filled = 0;
        while (filled < length)
        {
            if (filled == payload.Length)
            {
                var larger = Room((int)Math.Min(length, (long)payload.Length * 4));
                payload.CopyTo(larger, 0);
                payload = larger;
            }

            var read = await _input.ReadAsync(payload.AsMemory(filled), cancellation);
            if (read == 0)
            {
                throw new WireException($"the stream ended {length - filled} bytes before the end of a frame");
            }

            filled += read;
        }

        return new Frame(type, payload);
    }

    /// <summary>Writes one frame and flushes it.</summary>
    /// <exception cref="WireException">The payload is longer than the cap.</exception>
    public async ValueTask WriteAsync(Frame frame, CancellationToken cancellation)
    {
        WriteHeader(frame);
        var rest = frame.Payload;
        var joined = Frame.HeaderBytes;
        if (rest.Length <= JoinedBytes - joined)
        {
            rest.CopyTo(_written.AsMemory(joined));
            (joined, rest) = (joined + rest.Length, default);
        }

        await _output.WriteAsync(_written.AsMemory(0, joined), cancellation);
        if (!rest.IsEmpty)
        {
            await _output.WriteAsync(rest, cancellation);
        }

        await _output.FlushAsync(cancellation);
    }

    // Not cleared: only what was read into it is ever seen.
    private static byte[] Room(int bytes) => GC.AllocateUninitializedArray<byte>(bytes);

    private (int Length, FrameType Type) ParseHeader()
    {
        var key = SessionKey.Read(_readHeader.AsSpan(4));
        if ((_replyKey ?? (_key ??= key)) != key)
        {
            throw new WireException("a frame without this session's key: somebody else wrote to the pipe");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(_readHeader);
        if (length > _capBytes)
        {
            throw new WireException($"a frame of {length} bytes, but {_capBytes} is the most");
        }

        return ((int)length, (FrameType)_readHeader[20]);
    }

    private void WriteHeader(Frame frame)
    {
        if (frame.Payload.Length > _capBytes)
        {
            throw new WireException($"a frame of {frame.Payload.Length} bytes can not be sent: {_capBytes} is the most");
        }

        var key = _key ?? throw new InvalidOperationException("no frame was read yet that could have brought the session's key");
        BinaryPrimitives.WriteUInt32LittleEndian(_written, (uint)frame.Payload.Length);
        key.Write(_written.AsSpan(4));
        _written[20] = (byte)frame.Type;
    }
}
