namespace MipActors.Tests.Solving;

public sealed class ScipSpec() : SolverBackendSpec("scip")
{
    protected override (string Name, string Meant) Misspelt => ("limits/gapp", "limits/gap");

    protected override (string Name, string Value) OutOfRange => ("limits/gap", "-3");

    protected override string WritesFile => "visual/vbcfilename";

    protected override IReadOnlyDictionary<string, string> StopAtOnce => Parameter("limits/nodes", "1");

    protected override IReadOnlyDictionary<string, string> Harmless => Parameter("separating/maxrounds", "3");
}
