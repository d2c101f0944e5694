namespace MipActors.Actors.Jobs;

/// <summary>Ids of jobs: version-7 UUIDs (RFC 9562) in Crockford's base 32, so that they sort by time and are easily read out.</summary>
public static class JobId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>A new id, 26 characters.</summary>
    public static string Create()
    {
        var bytes = Guid.CreateVersion7().ToByteArray(bigEndian: true);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(Length, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                text[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
    }
}
