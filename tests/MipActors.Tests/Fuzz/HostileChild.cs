using System.Buffers.Binary;
using MipActors.Core.Wire;
using MipActors.Tests.Core.Wire;

namespace MipActors.Tests.Fuzz;

/// <summary>What a hostile child may make of a conversation: frames left out, repeated, swapped, taken from another one, with injured
/// payloads, of another type, under a foreign key, of a length that is not theirs.</summary>
internal sealed class HostileChild(IReadOnlyList<IReadOnlyList<Frame>> corpus, Random random)
{
    private static readonly FrameType[] Types = [.. Enum.GetValues<FrameType>(), (FrameType)0, (FrameType)0xFF];

    /// <summary>The frames of the next conversation.</summary>
    public List<Frame> Next()
    {
        var frames = Any(corpus).ToList();
        for (var injuries = random.Next(4); injuries > 0 && frames.Count > 0; injuries--)
        {
            Injure(frames);
        }

        return frames;
    }

    /// <summary>The bytes of frames as they come out of the pipe; now and then with headers that a session must not take.</summary>
    public byte[] Bytes(List<Frame> frames, SessionKey key)
    {
        var bytes = new List<byte>();
        foreach (var frame in frames)
        {
            var header = new byte[Frame.HeaderBytes];
            var forged = random.Next(50);
            BinaryPrimitives.WriteUInt32LittleEndian(header, forged == 0 ? (uint)random.NextInt64(uint.MaxValue) : (uint)frame.Payload.Length);
            (forged == 1 ? SessionKey.Create() : key).Write(header.AsSpan(4));
            header[^1] = (byte)frame.Type;
            bytes.AddRange(header);
            bytes.AddRange(frame.Payload.Span);
        }

        return random.Next(20) == 0 ? Mutation.Of([.. bytes], random) : [.. bytes];
    }

    private void Injure(List<Frame> frames)
    {
        var (at, other) = (random.Next(frames.Count), random.Next(frames.Count));
        switch (random.Next(8))
        {
            case 0:
                frames.RemoveAt(at);
                break;
            case 1:
                frames.Insert(other, frames[at]);
                break;
            case 2:
                (frames[at], frames[other]) = (frames[other], frames[at]);
                break;
            case 3:
                frames.Insert(at, Any(Any(corpus)));
                break;
            case 4:
                frames[at] = frames[at] with { Type = Any(Types) };
                break;
            default:
                frames[at] = frames[at] with { Payload = Mutation.Of(frames[at].Payload.ToArray(), random) };
                break;
        }
    }

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];
}
