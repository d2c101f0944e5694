using System.Diagnostics;
using System.Text.RegularExpressions;
using MipActors.Scenarios.Documents;

namespace MipActors.Scenarios.Cluster;

/// <summary>The unit of docs/cluster.md, as systemd's own verifier sees it.</summary>
public sealed partial class SystemdUnitSpec
{
    [SystemdFact]
    public async Task The_unit_of_the_docs_is_one()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "cluster.md"));
        var folder = Directory.CreateTempSubdirectory("mipactors-unit-");
        try
        {
            // The verifier wants the program to be there.
            var unit = Path.Combine(folder.FullName, "mipactors-node.service");
            await File.WriteAllTextAsync(unit, Unit().Match(page).Groups["unit"].Value.Replace("/usr/local/bin/mipactors", "/bin/true", StringComparison.Ordinal));
            using var verifier = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", unit]) { RedirectStandardError = true, UseShellExecute = false })!;
            Assert.Equal("", await verifier.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60)));
            await verifier.WaitForExitAsync();
            Assert.Equal(0, verifier.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"```ini\n(?<unit>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Unit();

    private sealed class SystemdFactAttribute : FactAttribute
    {
        public SystemdFactAttribute() => Skip = File.Exists("/usr/bin/systemd-analyze") ? null : "systemd is not installed";
    }
}
