using System.Text;
using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

public sealed class WorkerJsonTests
{
    private const string Supports =
        """{"duals":true,"mipStart":false,"progress":true,"interrupt":true,"log":true,"threads":false,"rawParameters":true}""";

    [Fact]
    public void Any_versions_come_back() => Gen.Select(Generate.Text, Generate.Text).Array[0, 5].Sample(pairs =>
    {
        var versions = pairs.DistinctBy(pair => pair.Item1, StringComparer.Ordinal).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        Assert.Equal(versions, WorkerJson.DecodeVersions(WorkerJson.EncodeVersions(versions).Span));
    });

    [Fact]
    public void Descriptions_lie_on_the_wire_as_json_in_camel_case_and_come_back()
    {
        SolverDescription[] sent = [new("highs", "HiGHS", "1.2", ["LP", "MIP"], ["LP"], new SolverSupport(true, false, true, true, true, false, true))];
        var json = WorkerJson.EncodeDescriptions(sent);
        Assert.Equal(
            $$"""[{"id":"highs","name":"HiGHS","version":"1.2","problemClasses":["LP","MIP"],"defaultFor":["LP"],"supports":{{Supports}}}]""",
            Encoding.UTF8.GetString(json.Span));
        var got = Assert.Single(WorkerJson.DecodeDescriptions(json.Span));
        Assert.Equal(sent[0] with { ProblemClasses = got.ProblemClasses, DefaultFor = got.DefaultFor }, got);
        Assert.Equal(["LP", "MIP"], got.ProblemClasses);
        Assert.Equal(["LP"], got.DefaultFor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"a":"b"}x""")]
    public void Versions_of_another_form_are_refused(string json) =>
        Payloads.Refusal(Encoding.UTF8.GetBytes(json), bytes => WorkerJson.DecodeVersions(bytes));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("""[{"id":"a","name":"b","version":"c","problemClasses":[],"defaultFor":[]}]""")]
    [InlineData("""[{"id":"a","name":"b","version":"c","problemClasses":[],"defaultFor":[],"supports":null}]""")]
    [InlineData($$"""[{"id":null,"name":"b","version":"c","problemClasses":[],"defaultFor":[],"supports":{{Supports}}}]""")]
    [InlineData($$"""[{"id":"a","name":"b","version":"c","problemClasses":[null],"defaultFor":[],"supports":{{Supports}}}]""")]
    [InlineData($$"""[{"id":"a","name":"b","version":"c","problemClasses":[],"defaultFor":[null],"supports":{{Supports}}}]""")]
    [InlineData($$"""[{"id":"a","name":"b","version":"c","problemClasses":[],"defaultFor":[],"supports":{{Supports}},"more":1}]""")]
    public void Descriptions_of_another_form_are_refused(string json) =>
        Payloads.Refusal(Encoding.UTF8.GetBytes(json), bytes => WorkerJson.DecodeDescriptions(bytes));

    [Fact]
    public void Json_of_more_than_a_mebibyte_is_refused() => Assert.Contains(
        "1048576 is the most",
        Payloads.Refusal(Encoding.UTF8.GetBytes("{}" + new string(' ', 1 << 20)), bytes => WorkerJson.DecodeVersions(bytes)),
        StringComparison.Ordinal);
}
