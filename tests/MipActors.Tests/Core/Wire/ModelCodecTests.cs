using System.Buffers.Binary;
using CsCheck;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Wire;

public sealed class ModelCodecTests
{
    // Where the fields of a model of 2 columns, 2 rows and 3 entries begin (docs/protocol.md, "Model").
    private const int Columns = 2, Rows = 6, Entries = 10, Starts = 22 + (3 * 16) + (2 * 16), Indices = Starts + 12, Kinds = Indices + 12 + 24;

    private static LinearModel TwoByTwo { get; } = Models.Dense([1, 2], [1, 1], [0, 3]);

    [Fact]
    public void Any_model_comes_back_bit_for_bit() =>
        Generate.Model.Sample(model => Same.Model(model, Payloads.DecodeModel(Payloads.Encode(model))), iter: 2_000);

    [Fact]
    public void A_model_without_columns_and_rows_travels()
    {
        var nothing = Models.Dense([]).With(name: "");
        Same.Model(nothing, Payloads.DecodeModel(Payloads.Encode(nothing)));
    }

    [Fact]
    public void A_single_empty_name_travels_as_one_name()
    {
        var model = Models.Dense([1], [1]).With(columnNames: [""], rowNames: [""]);
        Same.Model(model, Payloads.DecodeModel(Payloads.Encode(model)));
    }

    [Fact]
    public void A_nul_in_a_name_is_replaced_by_the_sender_so_that_it_parts_no_names()
    {
        var model = Models.Dense([1, 2], [1, 1]).With(columnNames: ["a\0b", "\0"], rowNames: ["\0r"]);
        var arrived = Payloads.DecodeModel(Payloads.Encode(model));
        Assert.Equal(["a\uFFFDb", "\uFFFD"], arrived.ColumnNames);
        Assert.Equal(["\uFFFDr"], arrived.RowNames);
    }

    [Theory]
    [InlineData(0, 2, "version 2")]
    [InlineData(1, 2, "ObjectiveSense")]
    [InlineData(Kinds, 2, "neither continuous nor integer")]
    [InlineData(Starts, 1, "span")]
    [InlineData(Starts + 4, 4, "row 0")]
    [InlineData(Starts + 8, 2, "span")]
    [InlineData(Indices, 2, "column")]
    [InlineData(Indices, 1, "twice")]
    [InlineData(Indices + 3, 0x80, "column")]
    public void A_wrong_byte_is_refused_by_what_it_breaks(int at, byte value, string saying)
    {
        var payload = Payloads.Encode(TwoByTwo);
        payload[at] = value;
        Assert.Contains(saying, Payloads.ModelRefusal(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 0, 2, 1, 3 }, "row 1 end before")]
    [InlineData(new[] { 0, 9, 3, 3 }, "row 0 end")]
    [InlineData(new[] { 0, -1, 3, 3 }, "row 0 end before")]
    [InlineData(new[] { 1, 2, 3, 3 }, "span")]
    [InlineData(new[] { 0, 1, 2, 2 }, "span")]
    public void Row_starts_that_fall_or_leave_the_entries_are_refused(int[] starts, string saying) => Assert.Contains(
        saying,
        Payloads.ModelRefusal(Payloads.Encode(Models.Make([1, 1, 1], new SparseMatrix(starts, [0, 1, 2], [1, 1, 1])))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Columns)]
    [InlineData(Rows)]
    [InlineData(Entries)]
    public void A_forged_count_is_refused_before_memory_is_taken_for_it(int at)
    {
        foreach (var count in new[] { 0xFFFF_FFFFu, 0x8000_0000u, 0x7FFF_FFFFu, 0x4000_0000u, 0x2000_0000u, 100_000_000u })
        {
            var payload = Payloads.Encode(TwoByTwo);
            BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(at), count);
            Payloads.ModelRefusal(payload);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Payloads.ModelRefusal(payload);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        }
    }

    [Fact]
    public void A_column_named_twice_in_one_row_is_refused_and_in_two_rows_is_not()
    {
        var twice = new SparseMatrix([0, 2], [0, 0], [1, 1]);
        Assert.Contains("twice", Payloads.ModelRefusal(Payloads.Encode(Models.Make([1], twice))), StringComparison.Ordinal);
        var apart = Models.Make([1], new SparseMatrix([0, 1, 2], [0, 0], [1, 1]));
        Same.Model(apart, Payloads.DecodeModel(Payloads.Encode(apart)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Names_that_are_not_as_many_as_the_columns_are_refused(int names)
    {
        var model = TwoByTwo.With(columnNames: [.. Enumerable.Repeat("", names)]);
        Assert.Contains($"{names} names for 2", Payloads.ModelRefusal(Payloads.Encode(model)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shortened_model_is_refused()
    {
        var payload = Payloads.Encode(TwoByTwo);
        for (var length = 0; length < payload.Length; length++)
        {
            Payloads.ModelRefusal(payload[..length]);
        }
    }

    [Fact]
    public void A_byte_too_many_is_refused() =>
        Assert.Contains("1 bytes too many", Payloads.ModelRefusal([.. Payloads.Encode(TwoByTwo), 0]), StringComparison.Ordinal);
}
