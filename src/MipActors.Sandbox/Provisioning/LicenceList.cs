using System.Text;

namespace MipActors.Sandbox.Provisioning;

/// <summary>A page in each installation that says whose work lies there and under which licence.</summary>
internal static class LicenceList
{
    /// <summary>Writes the page for the packages that npm installed, and PuLP.</summary>
    public static Task WriteAsync(string folder, GuestFiles guest, string pulpVersion, CancellationToken cancellation)
    {
        var text = new StringBuilder("The work of others in this folder. It was downloaded by mipactors and is not part of it.\n\n");
        foreach (var package in guest.Packages.Where(package => Directory.Exists(Path.Combine(folder, "node_modules", package.Name))))
        {
            text.Append($"{package.Name} {package.Version}: {package.Licence} (node_modules/{package.Name})\n");
        }

        text.Append($"PuLP {pulpVersion}: MIT (python/, with its own notice)\n");
        return File.WriteAllTextAsync(Path.Combine(folder, "LICENCES.txt"), text.ToString(), cancellation);
    }
}
