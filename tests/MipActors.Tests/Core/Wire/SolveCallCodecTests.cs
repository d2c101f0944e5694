using System.Text;
using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

public sealed class SolveCallCodecTests
{
    private static readonly LinearModel Small = Models.Dense([1, 2], [1, 1]);

    [Fact]
    public void Any_call_comes_back_bit_for_bit() =>
        Generate.Call.Sample(call => Same.Call(call, SolveCallCodec.Decode(SolveCallCodec.Encode(call).Span)), iter: 1_000);

    [Fact]
    public void Options_that_are_left_out_are_the_defaults() => Assert.Equal(
        (SolveOptions.Default.Solver, 0, SolverLog.None, null),
        OptionsOf("{}") is { } options ? (options.Solver, options.Parameters.Count, options.Log, options.Threads) : default);

    [Fact]
    public void Options_that_are_null_are_the_defaults()
    {
        var options = OptionsOf("""{"solver":null,"parameters":null,"threads":null}""");
        Assert.Equal("auto", options.Solver);
        Assert.Empty(options.Parameters);
        Assert.Null(options.Threads);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"solvers":"highs"}""")]
    [InlineData("""{"Solver":"highs"}""")]
    [InlineData("""{"solver":7}""")]
    [InlineData("""{"threads":99999999999}""")]
    [InlineData("""{"threads":1.5}""")]
    [InlineData("""{"timeLimitSeconds":"1"}""")]
    [InlineData("""{"timeLimitSeconds":NaN}""")]
    [InlineData("""{"timeLimitSeconds":1e999}""")]
    [InlineData("""{"log":null}""")]
    [InlineData("""{"parameters":{"a":null}}""")]
    [InlineData("""{"parameters":{"a":{}}}""")]
    [InlineData("""{"solver":"\ud800"}""")]
    [InlineData("""{"\ud800":"highs"}""")]
    [InlineData("""{"parameters":{"\udc00":"a"}}""")]
    [InlineData("""{"solver":"\q"}""")]
    public void Options_of_another_form_are_refused(string json) => Assert.Throws<WireException>(() => OptionsOf(json));

    [Fact]
    public void Options_nested_beyond_measure_are_refused() =>
        Assert.Throws<WireException>(() => OptionsOf($$"""{"parameters":{{string.Concat(Enumerable.Repeat("{\"a\":", 100_000))}}"""));

    [Fact]
    public void Special_ordered_sets_lie_behind_the_call()
    {
        // No name, type 2, columns 1 and 0 with the weights 0.5 and 0.
        byte[] sets = [1, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, .. new byte[8]];
        var call = Call("{}");
        var set = Assert.Single(SolveCallCodec.DecodeStated([.. call, .. sets]).Sets);
        Assert.Equal(("", 2), (set.Name, set.Type));
        Assert.Equal([(1, 0.5), (0, 0)], set.Members);
        Assert.Empty(SolveCallCodec.DecodeStated(call).Sets);
        Assert.Contains("bytes too many", Payloads.Refusal([.. call, .. sets], bytes => SolveCallCodec.Decode(bytes)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 3)]
    [InlineData(13, 2)]
    [InlineData(13, 0)]
    [InlineData(28, 0x7f)]
    public void Sets_of_no_type_of_other_columns_of_one_twice_or_with_weights_that_are_none_are_refused(int at, byte value)
    {
        byte[] sets = [1, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f, .. new byte[8]];
        sets[at] = value;
        Assert.Contains("a special ordered set", Payloads.Refusal([.. Call("{}"), .. sets], bytes => SolveCallCodec.DecodeStated(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mip_start_of_another_length_than_the_model_is_refused() => Assert.Contains(
        "1 values for 2 columns",
        Payloads.Refusal(Call("{}", start: [1]), bytes => SolveCallCodec.Decode(bytes)),
        StringComparison.Ordinal);

    [Fact]
    public void An_unknown_value_of_a_mip_start_stays_unknown()
    {
        var call = new SolveCall(SolveOptions.Default, Small, [double.NaN, -0.0]);
        Same.Call(call, SolveCallCodec.Decode(SolveCallCodec.Encode(call).Span));
    }

    [Fact]
    public void A_basis_of_another_shape_or_of_no_known_status_is_refused()
    {
        var call = new SolveCall(SolveOptions.Default, Small, Basis: new Basis(new BasisStatus[Small.ColumnCount], new BasisStatus[Small.RowCount]));
        var payload = SolveCallCodec.Encode(call).ToArray();
        Same.Call(call, SolveCallCodec.Decode(payload));
        payload[^1] = (byte)BasisStatus.Free + 1;
        Assert.Contains("status that is none", Payloads.Refusal(payload, bytes => SolveCallCodec.Decode(bytes)), StringComparison.Ordinal);
        var larger = SolveCallCodec.Encode(call with { Basis = new Basis([.. call.Basis!.Columns, BasisStatus.Basic], call.Basis.Rows) }).ToArray();
        Assert.Contains("basis statuses where", Payloads.Refusal(larger, bytes => SolveCallCodec.Decode(bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_more_than_a_mebibyte_are_refused() =>
        Assert.Throws<WireException>(() => OptionsOf("{}" + new string(' ', 1 << 20)));

    [Fact]
    public void Every_shortened_call_is_refused()
    {
        var payload = Call("""{"solver":"highs"}""", start: [1, 2]);
        for (var length = 0; length < payload.Length; length++)
        {
            Payloads.Refusal(payload[..length], bytes => SolveCallCodec.Decode(bytes));
        }
    }

    private static SolveOptions OptionsOf(string json) => SolveCallCodec.Decode(Call(json)).Options;

    private static byte[] Call(string json, params double[] start)
    {
        var writer = new WireWriter();
        writer.Count(Encoding.UTF8.GetByteCount(json));
        writer.Bytes(Encoding.UTF8.GetBytes(json));
        writer.Count(start.Length);
        writer.Doubles(start);
        ModelCodec.Write(writer, Small);
        writer.Byte(0); // no basis
        return writer.Written.ToArray();
    }
}
