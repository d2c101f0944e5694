using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Actors.Journal;

/// <summary>The form in which durable jobs lie in the journal; a manifest each, with its version.</summary>
/// <param name="system">The actor system.</param>
public sealed class JournalSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const int MostIdBytes = 64;
    private const int MostNameBytes = 1 << 12;

    /// <inheritdoc/>
    public override int Identifier => 7302;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        JobRecorded => "job-recorded-1",
        JobForgotten => "job-forgotten-1",
        _ => throw new SerializationException($"A {o.GetType().Name} does not belong into the journal."),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        var writer = new WireWriter();
        switch (obj)
        {
            case JobRecorded { Request: var request } recorded:
                writer.Text(recorded.JobId);
                writer.Text(request.Owner);
                writer.Text(request.StoredAs?.Name ?? "");
                writer.Count(request.StoredAs?.Version ?? 0);
                writer.Bytes(SolveRequestCodec.Encode(request).Span);
                break;
            case JobForgotten forgotten:
                writer.Text(forgotten.JobId);
                break;
        }

        return writer.Written.ToArray();
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            var reader = new WireReader(bytes);
            var id = reader.Text(MostIdBytes);
            switch (manifest)
            {
                case "job-recorded-1":
                    var (owner, model, version) = (reader.Text(MostNameBytes), reader.Text(MostNameBytes), reader.Count());
                    return new JobRecorded(id, SolveRequestCodec.Decode(reader.Bytes(reader.Remaining)) with
                    {
                        Owner = owner,
                        StoredAs = version > 0 ? new ModelVersion(model, version) : null,
                        Durable = true,
                    });
                case "job-forgotten-1":
                    reader.End();
                    return new JobForgotten(id);
                default:
                    throw new SerializationException($"The journal has a '{manifest}', which this version does not know.");
            }
        }
        catch (WireException fault)
        {
            throw new SerializationException($"A '{manifest}' of the journal can not be read: {fault.Message}.", fault);
        }
    }
}
