using MipActors.Core.Model;

namespace MipActors.Actors.Library;

/// <summary>A parameter of a stored model.</summary>
/// <param name="Name">The key in <c>data</c>.</param>
/// <param name="Description">What it means, and its unit.</param>
/// <param name="DefaultJson">Its value where a call gives none, as JSON; null when a call has to give one.</param>
public sealed record ModelParameter(string Name, string Description, string? DefaultJson);

/// <summary>A model of the library: a program with named parameters, or a model as text.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it answers; may be empty.</param>
/// <param name="Code">The program, or the text of the model.</param>
/// <param name="Format">The form of the text; null when it is a program.</param>
/// <param name="Parameters">Its parameters; where there are none any data go.</param>
public sealed record ModelDefinition(string Name, string Description, string Code, ModelFormat? Format, IReadOnlyList<ModelParameter> Parameters)
{
    /// <summary>Whether two definitions are the same, to the last character.</summary>
    public bool IsSameAs(ModelDefinition other) =>
        (Name, Description, Code, Format) == (other.Name, other.Description, other.Code, other.Format) && Parameters.SequenceEqual(other.Parameters);
}

/// <summary>A definition as it is kept.</summary>
/// <param name="Definition">What was defined.</param>
/// <param name="Version">From 1; one more each time it is defined anew.</param>
/// <param name="DefinedAt">When this version was.</param>
/// <param name="Solutions">How many reports of it, of any version, are kept.</param>
public sealed record StoredModel(ModelDefinition Definition, int Version, DateTimeOffset DefinedAt, int Solutions);

/// <summary>To the library: keep this model; the same again is no new version. Answered with <see cref="KeptModel"/>, or <see cref="LibraryRefuses"/>.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Definition">The model.</param>
public sealed record DefineModel(string Owner, ModelDefinition Definition);

/// <summary>To the library: the model of this name. Answered with <see cref="KeptModel"/>.</summary>
/// <param name="Owner">Whose it has to be.</param>
/// <param name="Name">Its name.</param>
public sealed record GetModel(string Owner, string Name);

/// <summary>A model that was kept.</summary>
/// <param name="Model">The model, or null when there is none of that name.</param>
public sealed record KeptModel(StoredModel? Model);

/// <summary>To the library: the models, by name. Answered with <see cref="ModelList"/>.</summary>
/// <param name="Owner">Whose.</param>
public sealed record ListModels(string Owner);

/// <summary>Models, by name.</summary>
/// <param name="Models">All there are.</param>
public sealed record ModelList(IReadOnlyList<StoredModel> Models);

/// <summary>To the library: let go of a model and its solutions. Answered with <see cref="Removed"/>.</summary>
/// <param name="Owner">Whose it has to be.</param>
/// <param name="Name">Its name.</param>
public sealed record RemoveModel(string Owner, string Name);

/// <summary>So much was let go.</summary>
/// <param name="Count">Models, or reports.</param>
public sealed record Removed(int Count);

/// <summary>The library can not do it.</summary>
/// <param name="Fault">Why, and what to do.</param>
public sealed record LibraryRefuses(JobFault Fault);
