using System.Text;
using MipActors.Core.Wire;

namespace MipActors.Sandbox;

/// <summary>Turns output frames into text. A character may be parted by the end of a frame, so that each stream has a state.</summary>
internal sealed class OutputDecoder(int mostBytes)
{
    private readonly Decoder _stdout = Encoding.UTF8.GetDecoder();
    private readonly Decoder _stderr = Encoding.UTF8.GetDecoder();
    private long _bytes;

    /// <exception cref="WireException">The frame is no output, or more output than agreed.</exception>
    public SandboxOutput Decode(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var channel = reader.Enum<OutputChannel>();
        var bytes = reader.Bytes(reader.Remaining);
        _bytes += bytes.Length;
        if (_bytes > mostBytes)
        {
            throw new WireException($"more than the {mostBytes} bytes of output agreed on");
        }

        var decoder = channel == OutputChannel.Stdout ? _stdout : _stderr;
        var characters = new char[decoder.GetCharCount(bytes, flush: false)];
        decoder.GetChars(bytes, characters, flush: false);
        return new SandboxOutput(channel, new string(characters));
    }
}
