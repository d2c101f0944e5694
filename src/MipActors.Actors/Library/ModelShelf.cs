using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using MipActors.Actors.Settings;

namespace MipActors.Actors.Library;

/// <summary>The models of a library, each by its name; of a model that is defined anew the newest version stays.</summary>
public sealed class ModelShelf
{
    private const string Columns = """
        version, defined_at, definition, (SELECT COUNT(*) FROM reports WHERE reports.owner = models.owner AND reports.model = models.name)
        """;

    private readonly SqliteConnection _connection;
    private readonly LibrarySettings _settings;

    internal ModelShelf(SqliteConnection connection, LibrarySettings settings) => (_connection, _settings) = (connection, settings);

    /// <summary>Keeps a model; the same again is no new version. Null when there are too many.</summary>
    public StoredModel? Define(string owner, ModelDefinition definition, DateTimeOffset now)
    {
        using var transaction = _connection.BeginTransaction(deferred: false);
        var known = Find(owner, definition.Name);
        if (known is not null && known.Definition.IsSameAs(definition))
        {
            return known;
        }

        using var count = _connection.Command("SELECT COUNT(*) FROM models WHERE owner = $owner", ("$owner", owner));
        if (known is null && (long)count.ExecuteScalar()! >= _settings.MostModels)
        {
            return null;
        }

        _connection.Run(
            "INSERT OR REPLACE INTO models (owner, name, version, defined_at, definition) VALUES ($owner, $name, $version, $at, $definition)",
            ("$owner", owner), ("$name", definition.Name), ("$version", (known?.Version ?? 0) + 1), ("$at", now.ToUnixTimeMilliseconds()),
            ("$definition", JsonSerializer.Serialize(definition, ModelDefinitionJson.Default.ModelDefinition)));
        var stored = Find(owner, definition.Name);
        transaction.Commit();
        return stored;
    }

    /// <summary>The model of a name, or null.</summary>
    /// <exception cref="JsonException">What was kept is no definition.</exception>
    public StoredModel? Find(string owner, string name)
    {
        using var command = _connection.Command($"SELECT {Columns} FROM models WHERE owner = $owner AND name = $name", ("$owner", owner), ("$name", name));
        using var rows = command.ExecuteReader();
        return rows.Read() ? ModelOf(rows) : null;
    }

    /// <summary>All models, by name.</summary>
    /// <exception cref="JsonException">What was kept is no definition.</exception>
    public IReadOnlyList<StoredModel> All(string owner)
    {
        using var command = _connection.Command($"SELECT {Columns} FROM models WHERE owner = $owner ORDER BY name", ("$owner", owner));
        using var rows = command.ExecuteReader();
        var models = new List<StoredModel>();
        while (rows.Read())
        {
            models.Add(ModelOf(rows));
        }

        return models;
    }

    /// <summary>Lets go of a model and its solutions; 0 when there is none.</summary>
    public int Remove(string owner, string name)
    {
        using var transaction = _connection.BeginTransaction();
        _connection.Run("DELETE FROM reports WHERE owner = $owner AND model = $name", ("$owner", owner), ("$name", name));
        var removed = _connection.Run("DELETE FROM models WHERE owner = $owner AND name = $name", ("$owner", owner), ("$name", name));
        transaction.Commit();
        return removed;
    }

    private static StoredModel ModelOf(SqliteDataReader row) => new(
        JsonSerializer.Deserialize(row.GetString(2), ModelDefinitionJson.Default.ModelDefinition) ?? throw new JsonException("a definition that is null"),
        row.GetInt32(0), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetInt32(3));
}

/// <summary>JSON of a definition as it is kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelDefinition))]
internal sealed partial class ModelDefinitionJson : JsonSerializerContext;
