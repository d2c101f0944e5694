using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>The check that the answers are held against can fail.</summary>
public sealed class JsonSchemaCheckTests
{
    private const string Schema = """
        {"type": "object", "required": ["status"], "additionalProperties": false, "properties": {
          "status": {"enum": ["optimal", "error"]}, "rows": {"type": ["array", "null"], "items": {"type": "integer"}},
          "again": {"$ref": "#/properties/rows"}, "values": {"type": "object", "additionalProperties": {"type": "number"}}}}
        """;

    [Theory]
    [InlineData("""{"status": "optimal", "rows": [1, 2], "again": null, "values": {"x": 1.5}}""", 0)]
    [InlineData("""{"rows": [1]}""", 1)]
    [InlineData("""{"status": "perhaps"}""", 1)]
    [InlineData("""{"status": "error", "rows": [1.5, "2"]}""", 2)]
    [InlineData("""{"status": "error", "again": {}}""", 1)]
    [InlineData("""{"status": "error", "values": {"x": null}}""", 1)]
    [InlineData("""{"status": "error", "more": 1}""", 1)]
    [InlineData("[]", 1)]
    public void What_does_not_fit_is_counted(string value, int faults) =>
        Assert.Equal(faults, JsonSchemaCheck.Faults(JsonElement.Parse(Schema), JsonElement.Parse(value)).Count);

    [Fact]
    public void A_word_that_it_does_not_know_is_a_fault() =>
        Assert.NotEmpty(JsonSchemaCheck.Faults(JsonElement.Parse("""{"maximum": 3}"""), JsonElement.Parse("2")));
}
