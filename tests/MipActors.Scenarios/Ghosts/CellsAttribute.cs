using System.Reflection;
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
