using System.Buffers.Binary;
using CsCheck;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

public sealed class FrameChannelTests
{
    private static readonly SessionKey Key = SessionKey.Read([.. Enumerable.Range(1, 16).Select(number => (byte)number)]);

    [Fact]
    public async Task A_frame_is_length_key_type_and_payload_as_the_protocol_says()
    {
        using var pipe = new MemoryStream();
        await new FrameChannel(Stream.Null, pipe, Key).WriteAsync(new Frame(FrameType.SolveFailed, "no"u8.ToArray()), default);
        Assert.Equal("02000000" + "0102030405060708090A0B0C0D0E0F10" + "12" + "6E6F", Convert.ToHexString(pipe.ToArray()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData((1 << 20) - 1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    [InlineData(5_000_000)]
    public async Task A_payload_comes_back_as_it_was_sent(int length)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        var sent = await SentAsync(new Frame(FrameType.Solution, payload), new Frame(FrameType.Log, default));
        var channel = new FrameChannel(new MemoryStream(sent), Stream.Null, Key);
        var frame = await channel.ReadAsync(default);
        Assert.Equal(FrameType.Solution, frame?.Type);
        Assert.True(payload.AsSpan().SequenceEqual(frame!.Value.Payload.Span));
        var empty = await channel.ReadAsync(default);
        Assert.Equal((FrameType.Log, 0), (empty!.Value.Type, empty.Value.Payload.Length));
        Assert.Null(await channel.ReadAsync(default));
    }

    [Fact]
    public void Frames_that_arrive_one_byte_at_a_time_are_the_same_frames() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 40]).Array[0, 6].Sample(
            frames =>
            {
                using var pipe = new MemoryStream();
                var sender = new FrameChannel(Stream.Null, pipe, Key);
                Assert.All(frames, frame => AtOnce.Done(sender.WriteAsync(new Frame((FrameType)frame.Item1, frame.Item2), default)));
                using var trickle = new OneByteAtATime(pipe.ToArray());
                var channel = new FrameChannel(trickle, Stream.Null, Key);
                Assert.All(frames, sent =>
                {
                    var got = AtOnce.Done(channel.ReadAsync(default));
                    Assert.Equal((FrameType)sent.Item1, got?.Type);
                    Assert.Equal(sent.Item2, got?.Payload.ToArray());
                });
                Assert.Null(AtOnce.Done(channel.ReadAsync(default)));
            },
            iter: 300);

    [Fact]
    public async Task A_child_adopts_the_key_of_the_first_frame_and_answers_with_it()
    {
        using var answers = new MemoryStream();
        var child = new FrameChannel(new MemoryStream(await SentAsync(new Frame(FrameType.Hello, default))), answers, key: null);
        await child.ReadAsync(default);
        await child.WriteAsync(new Frame(FrameType.Ready, "{}"u8.ToArray()), default);
        answers.Position = 0;
        Assert.Equal(FrameType.Ready, (await new FrameChannel(answers, Stream.Null, Key).ReadAsync(default))?.Type);
    }

    [Fact]
    public async Task A_child_that_was_told_no_key_can_not_write()
    {
        var child = new FrameChannel(Stream.Null, Stream.Null, key: null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => child.WriteAsync(default, default).AsTask());
    }

    [Fact]
    public async Task A_child_refuses_a_second_key()
    {
        byte[] both = [.. await SentAsync(new Frame(FrameType.Hello, default)), .. Header(0, SessionKey.Create())];
        var child = new FrameChannel(new MemoryStream(both), Stream.Null, key: null);
        await child.ReadAsync(default);
        await RefusesAsync(child, "without this session's key");
    }

    [Fact]
    public async Task Every_single_wrong_bit_of_the_key_is_refused_before_the_payload_is_read()
    {
        for (var bit = 0; bit < 128; bit++)
        {
            var forged = Header(3, Key);
            forged[4 + (bit / 8)] ^= (byte)(1 << (bit % 8));
            using var pipe = new MemoryStream([.. forged, 1, 2, 3]);
            await RefusesAsync(new FrameChannel(pipe, Stream.Null, Key), "without this session's key");
            Assert.Equal(Frame.HeaderBytes, pipe.Position);
        }
    }

    [Theory]
    [InlineData(101u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0x8000_0000u)]
    [InlineData(0xFFFF_FFFFu)]
    public async Task An_announced_length_beyond_the_cap_is_refused_before_the_payload_is_read(uint length)
    {
        using var pipe = new MemoryStream([.. Header(length, Key), .. new byte[200]]);
        await RefusesAsync(new FrameChannel(pipe, Stream.Null, Key, capBytes: 100), "100 is the most");
        Assert.Equal(Frame.HeaderBytes, pipe.Position);
    }

    [Fact]
    public async Task A_payload_of_exactly_the_cap_passes_and_a_longer_one_is_not_sent()
    {
        using var pipe = new MemoryStream();
        var channel = new FrameChannel(Stream.Null, pipe, Key, capBytes: 100);
        await channel.WriteAsync(new Frame(FrameType.Log, new byte[100]), default);
        var written = pipe.Length;
        await Assert.ThrowsAsync<WireException>(() => channel.WriteAsync(new Frame(FrameType.Log, new byte[101]), default).AsTask());
        Assert.Equal(written, pipe.Length);
        pipe.Position = 0;
        Assert.Equal(100, (await new FrameChannel(pipe, Stream.Null, Key, capBytes: 100).ReadAsync(default))?.Payload.Length);
    }

    [Fact]
    public void No_setting_lifts_the_hard_cap() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new FrameChannel(Stream.Null, Stream.Null, Key, Frame.HardCapBytes + 1));

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_refused_wherever_it_ends()
    {
        var whole = await SentAsync(new Frame(FrameType.Log, new byte[10]));
        for (var length = 1; length < whole.Length; length++)
        {
            await RefusesAsync(new FrameChannel(new MemoryStream(whole[..length]), Stream.Null, Key), "the stream ended");
        }
    }

    [Fact]
    public void A_forged_length_takes_memory_as_bytes_arrive_not_as_they_are_announced()
    {
        byte[] forged = [.. Header(Frame.HardCapBytes, Key), .. new byte[1000]];
        var read = () => Assert.Throws<WireException>(
            () => { AtOnce.Done(new FrameChannel(new MemoryStream(forged), Stream.Null, Key).ReadAsync(default)); });
        read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
        Assert.Contains($"{Frame.HardCapBytes - 1000} bytes before the end", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_that_announces_and_then_is_silent_is_left_when_the_readers_patience_ends()
    {
        using var pipe = new SilentAfter(Header(10, Key));
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var reading = new FrameChannel(pipe, Stream.Null, Key).ReadAsync(patience.Token).AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Two_keys_of_the_random_source_differ() => Assert.NotEqual(SessionKey.Create(), SessionKey.Create());

    private static async Task RefusesAsync(FrameChannel channel, string saying)
    {
        var refusal = await Assert.ThrowsAsync<WireException>(() => channel.ReadAsync(default).AsTask());
        Assert.Contains(saying, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> SentAsync(params Frame[] frames)
    {
        using var pipe = new MemoryStream();
        var channel = new FrameChannel(Stream.Null, pipe, Key);
        foreach (var frame in frames)
        {
            await channel.WriteAsync(frame, default);
        }

        return pipe.ToArray();
    }

    private static byte[] Header(uint length, SessionKey key)
    {
        var header = new byte[Frame.HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        key.Write(header.AsSpan(4));
        header[20] = (byte)FrameType.Log;
        return header;
    }
}
