using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

public sealed class WirePrimitivesTests
{
    [Fact]
    public void Every_primitive_lies_little_endian_as_the_protocol_says()
    {
        var writer = new WireWriter();
        writer.Byte(0xAB);
        writer.Count(0x01020304);
        writer.Int64(-2);
        writer.Double(1);
        writer.OptionalDouble(null);
        writer.OptionalDouble(-2);
        writer.Text("é");
        writer.Names(["a", "", "b"]);
        writer.Int32s([1, -1]);
        Assert.Equal(
            "AB" + "04030201" + "FEFFFFFFFFFFFFFF" + "000000000000F03F" + "000000000000000000" + "0100000000000000C0"
            + "02000000C3A9" + "0400000061000062" + "01000000FFFFFFFF",
            Convert.ToHexString(writer.Written.Span));
    }

    [Fact]
    public void Any_sequence_of_primitives_comes_back() =>
        Gen.Select(Gen.Byte, Gen.Int[0, int.MaxValue], Gen.Long, Generate.AnyDouble, Generate.OptionalDouble, Generate.Text, Generate.Text.Array[0, 5])
            .Sample(
                (small, count, large, number, optional, text, names) =>
                {
                    var writer = new WireWriter();
                    writer.Byte(small);
                    writer.Count(count);
                    writer.Int64(large);
                    writer.Double(number);
                    writer.OptionalDouble(optional);
                    writer.Text(text);
                    writer.Names(names);
                    var reader = new WireReader(writer.Written.Span);
                    Assert.Equal((small, count, large), (reader.Byte(), reader.Count(), reader.Int64()));
                    Same.Bits(number, reader.Double());
                    Same.Bits(optional, reader.OptionalDouble());
                    Assert.Equal(text, reader.Text());
                    Assert.Equal(names, reader.Names(names.Length));
                    reader.End();
                },
                iter: 2_000);

    [Fact]
    public void A_nan_behind_a_present_byte_counts_as_absent()
    {
        var writer = new WireWriter();
        writer.OptionalDouble(double.NaN);
        Assert.Null(new WireReader(writer.Written.Span).OptionalDouble());
    }

    [Fact]
    public void A_count_above_its_most_is_refused()
    {
        Assert.Equal(10, new WireReader([10, 0, 0, 0]).Count(most: 10));
        Assert.Throws<WireException>(() => new WireReader([11, 0, 0, 0]).Count(most: 10));
        Assert.Throws<WireException>(() => new WireReader([0, 0, 0, 0x80]).Count());
    }

    [Fact]
    public void A_byte_that_names_no_member_of_an_enum_is_refused()
    {
        Assert.Equal(SolveStatus.NumericalTrouble, new WireReader([6]).Enum<SolveStatus>());
        Assert.Throws<WireException>(() => new WireReader([7]).Enum<SolveStatus>());
    }

    [Theory]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public void A_text_that_is_not_utf8_is_refused(byte[] text) =>
        Assert.Throws<WireException>(() => new WireReader([(byte)text.Length, 0, 0, 0, .. text]).Text());

    [Fact]
    public void Names_where_there_is_nothing_to_name_are_refused() =>
        Assert.Throws<WireException>(() => new WireReader([1, 0, 0, 0, (byte)'a']).Names(0));

    [Fact]
    public void Names_by_the_million_are_counted_before_an_array_is_made_of_them()
    {
        byte[] payload = [0, 0, 0x10, 0, .. new byte[1 << 20]];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireException>(() => new WireReader(payload).Names(2));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 << 20) + (64 * 1024));
    }

    [Fact]
    public void What_is_left_over_is_refused_and_nothing_left_is_not()
    {
        new WireReader([]).End();
        Assert.Throws<WireException>(() => new WireReader([0]).End());
    }
}
