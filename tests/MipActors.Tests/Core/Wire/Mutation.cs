using System.Buffers.Binary;

namespace MipActors.Tests.Core.Wire;

/// <summary>What a hostile or broken child may make of a payload.</summary>
internal static class Mutation
{
    private static readonly uint[] Counts = [0, 1, 2, 0x7F, 0xFFFF, 0x1000_0000, 0x3FFF_FFFF, 0x7FFF_FFFE, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    /// <summary>The payload after one to four random injuries; now and then noise that never was a payload.</summary>
    public static byte[] Of(byte[] payload, Random random)
    {
        if (random.Next(20) == 0)
        {
            return Noise(random, random.Next(200));
        }

        for (var injuries = random.Next(1, 5); injuries > 0; injuries--)
        {
            payload = Injured(payload, random);
        }

        return payload;
    }

    private static byte[] Injured(byte[] payload, Random random)
    {
        var at = random.Next(payload.Length + 1);
        var rest = payload.AsSpan(at);
        switch (random.Next(7))
        {
            case 0:
                return payload[..at];
            case 1:
                return [.. payload[..at], .. Noise(random, random.Next(1, 40)), .. rest];
            case 2:
                return [.. payload[..at], .. rest[Math.Min(rest.Length, random.Next(1, 16))..]];
            case 3:
                var from = random.Next(payload.Length + 1);
                return [.. payload[..at], .. payload[from..Math.Min(payload.Length, from + 32)], .. rest];
            case 4 when rest.Length >= 4:
                byte[] counted = [.. payload];
                BinaryPrimitives.WriteUInt32LittleEndian(counted.AsSpan(at), Counts[random.Next(Counts.Length)]);
                return counted;
            case 5 when rest.Length >= 1:
                byte[] replaced = [.. payload];
                replaced[at] = (byte)random.Next(256);
                return replaced;
            case 6 when rest.Length >= 1:
                byte[] flipped = [.. payload];
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            default:
                return payload;
        }
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }
}
