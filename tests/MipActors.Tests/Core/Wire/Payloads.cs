using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

/// <summary>The decoders behind one face.</summary>
internal static class Payloads
{
    public static byte[] Encode(LinearModel model)
    {
        var writer = new WireWriter();
        ModelCodec.Write(writer, model);
        return writer.Written.ToArray();
    }

    public static LinearModel DecodeModel(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var model = ModelCodec.Read(ref reader);
        reader.End();
        return model;
    }

    /// <summary>The message with which a decoder refuses a payload.</summary>
    public static string Refusal(byte[] payload, Action<byte[]> decode) => Assert.Throws<WireException>(() => decode(payload)).Message;

    public static string ModelRefusal(byte[] payload) => Refusal(payload, bytes => DecodeModel(bytes));
}
