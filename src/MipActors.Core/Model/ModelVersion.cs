namespace MipActors.Core.Model;

/// <summary>One version of a model of the library.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Version">From 1; one more each time it is defined anew.</param>
public sealed record ModelVersion(string Name, int Version);
