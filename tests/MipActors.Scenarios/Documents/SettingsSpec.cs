using MipActors.Documents;

namespace MipActors.Scenarios.Documents;

/// <summary><c>docs/settings.md</c> is what <c>hocon/mipactors.conf</c> says, and every setting has its word.</summary>
public sealed class SettingsSpec
{
    [Fact]
    public async Task The_page_of_settings_is_that_of_the_file()
    {
        var page = SettingsReference.Markdown(SettingsReference.Read());
        var path = Path.Combine(Repository.Root, "docs", "settings.md");
        if (Environment.GetEnvironmentVariable("MIPACTORS_WRITE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(path, page);
        }

        // MIPACTORS_WRITE_DOCS=1 with this test writes it anew.
        Assert.Equal(page, await File.ReadAllTextAsync(path));
    }

    [Fact]
    public void Each_setting_has_a_meaning()
    {
        var settings = SettingsReference.Read();
        Assert.True(settings.Count > 40);
        Assert.All(settings, setting => Assert.True(setting.Description.Length > 0 || setting.Section.Length > 0 || setting.Path.StartsWith("mipactors.solvers.", StringComparison.Ordinal), setting.Path));
    }
}
