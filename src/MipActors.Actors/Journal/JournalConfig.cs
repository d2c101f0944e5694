using Akka.Configuration;
using Akka.Persistence.Sql;
using MipActors.Actors.Settings;

namespace MipActors.Actors.Journal;

/// <summary>What Akka.Persistence is to be told of the journal of durable jobs.</summary>
public static class JournalConfig
{
    private const string Sqlite = "sqlite";

    /// <summary>Plugin, provider, connection and serializer as HOCON; empty when no journal is wanted.</summary>
    public static Config Of(MipSettings settings)
    {
        if (settings.Jobs.Journal is not { } journal)
        {
            return ConfigurationFactory.Empty;
        }

        var (provider, connection) = journal == Sqlite
            ? ("SQLite.MS", $"Data Source={Path.Combine(settings.Library.Folder, "jobs.db")}")
            : ("PostgreSQL.15", journal);
        return ConfigurationFactory.ParseString($$"""
            akka.actor {
              serializers.mipactors-journal = "MipActors.Actors.Journal.JournalSerializer, MipActors.Actors"
              serialization-bindings {
                "MipActors.Actors.Journal.JobRecorded, MipActors.Actors" = mipactors-journal
                "MipActors.Actors.Journal.JobForgotten, MipActors.Actors" = mipactors-journal
              }
            }
            akka.persistence.journal {
              plugin = "akka.persistence.journal.sql"
              sql {
                provider-name = "{{provider}}"
                connection-string = "{{connection.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
                parallelism = 1
              }
            }
            """).WithFallback(SqlPersistence.DefaultConfiguration);
    }
}
