using System.Text;
using System.Text.Json;
using MipActors.Reports;

namespace MipActors.Scenarios.Decisions;

/// <summary>What comes over a control socket is taken or refused, and shown without harm to the terminal.</summary>
public sealed class HierarchyViewSpec
{
    private const string Sound = """
        {"server_pid": 7, "containment": "full", "executors": [{"path": "/user/mip/executors/pyodide-1", "state": "ready", "pid": 8, "age_seconds": 1.5, "memory_bytes": 1048576}]}
        """;

    [Fact]
    public void A_view_is_read_as_it_was_written()
    {
        var text = HierarchyView.Read(Encoding.UTF8.GetBytes(Sound)).ToText();
        Assert.Contains("pyodide-1", text, StringComparison.Ordinal);
        Assert.Contains("1 MiB", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"executors": null}""")]
    [InlineData("""{"executors": [null]}""")]
    [InlineData("""{"containment": null}""")]
    [InlineData("""{"executors": [{"path": null, "state": "ready"}]}""")]
    [InlineData("""{"server_pid": 1e99}""")]
    public void What_is_no_view_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => HierarchyView.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        var text = HierarchyView.Read(Encoding.UTF8.GetBytes(Sound.Replace("ready", "\\u001b[2J", StringComparison.Ordinal))).ToText();
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Random_injuries_are_taken_or_refused_and_nothing_else()
    {
        var random = new Random(15);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Sound);
            for (var injuries = random.Next(1, 6); injuries > 0; injuries--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                _ = HierarchyView.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1))).ToText();
            }
            catch (JsonException)
            {
                // Refused.
            }
        }
    }
}
