using Microsoft.Data.Sqlite;

namespace MipActors.Actors.Library;

/// <summary>The two things that are done with a connection.</summary>
internal static class SqliteWords
{
    /// <summary>Runs a statement; returns the number of rows that it changed.</summary>
    public static int Run(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>A statement with its parameters.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
