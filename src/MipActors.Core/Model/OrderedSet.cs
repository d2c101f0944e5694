namespace MipActors.Core.Model;

/// <summary>
/// A special ordered set (Beale and Tomlin 1970): of type 1, at most one member is not 0; of type 2, at most two are not, and those are
/// neighbours.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">1 or 2.</param>
/// <param name="Members">Columns with the weights that order them.</param>
/// <param name="Line">Where it stands in a text, or null.</param>
public sealed record OrderedSet(string Name, int Type, IReadOnlyList<(int Column, double Weight)> Members, int? Line = null);
