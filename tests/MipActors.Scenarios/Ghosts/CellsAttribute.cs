using System.Reflection;
using MipActors.Scenarios.Hierarchy;
using Xunit.Sdk;

namespace MipActors.Scenarios.Ghosts;

/// <summary>The cells of one layer and user; skipped by name where this machine can not run them.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CellsAttribute : DataAttribute
{
    public CellsAttribute(Layer layer, User user)
    {
        (Layer, User) = (layer, user);
        Skip = Hindrances.Of(layer, user);
    }

    public Layer Layer { get; }

    public User User { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Matrix.Cells.Where(cell => cell.Layer == Layer && cell.User == User).Select(cell => (object[])[cell.Fault, cell.Child, cell.Layer, cell.User]);
}

/// <summary>Why cells can not be run on this machine.</summary>
internal static class Hindrances
{
    /// <summary>The layer that a server takes on this machine.</summary>
    public static Layer StrongestLayer => Enum.GetValues<Layer>().First(layer => Launchers.ReasonWithout(layer) is null);

    /// <summary>One sentence, or null when they can.</summary>
    public static string? Of(Layer layer, User user) =>
        !OperatingSystem.IsLinux() ? "the harness needs Linux's /proc and subreapers"
        : user == User.Root && !Environment.IsPrivilegedProcess ? "the tests do not run as root"
        : user == User.Ordinary && OrdinaryUser.Hindrance is { } hindrance ? hindrance
        : Launchers.ReasonWithout(layer);
}
