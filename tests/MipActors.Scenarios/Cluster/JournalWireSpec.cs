using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Journal;
using MipActors.Core.Model;

namespace MipActors.Scenarios.Cluster;

/// <summary>What lies in the journal of durable jobs, byte for byte: a later version has to read what this one wrote.</summary>
public sealed class JournalWireSpec : TestKit
{
    private const string Id = "01m8jm5e4veasadz2j08n0fxkg";

    private static readonly JobRecorded Job = new(Id, NodeWireSpec.Request with { Owner = "somebody", StoredAs = new ModelVersion("plan", 3), Durable = true });

    private JournalSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void A_job_lies_in_the_journal_as_the_golden_file_says_and_comes_back()
    {
        var bytes = Serializer.ToBinary(Job);
        Assert.Equal(GoldenBytes("job-recorded-1"), Convert.ToHexStringLower(bytes));
        var back = Assert.IsType<JobRecorded>(Serializer.FromBinary(bytes, "job-recorded-1"));
        Assert.Equal((Id, "somebody", Job.Request.StoredAs, true), (back.JobId, back.Request.Owner, back.Request.StoredAs, back.Request.Durable));
        Assert.Equal(Convert.ToHexStringLower(bytes), Convert.ToHexStringLower(Serializer.ToBinary(back)));
    }

    [Fact]
    public void That_a_job_is_done_lies_there_as_the_golden_file_says_and_comes_back()
    {
        var bytes = Serializer.ToBinary(new JobForgotten(Id));
        Assert.Equal(GoldenBytes("job-forgotten-1"), Convert.ToHexStringLower(bytes));
        Assert.Equal(new JobForgotten(Id), Serializer.FromBinary(bytes, "job-forgotten-1"));
    }

    [Fact]
    public void What_is_torn_or_of_a_later_version_is_refused()
    {
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(Serializer.ToBinary(Job)[..^1], "job-recorded-1"));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(Serializer.ToBinary(Job), "job-recorded-2"));
    }

    private static string GoldenBytes(string manifest) => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cluster", "Golden", "journal-wire.hex"))
        .Select(line => line.Split(' ')).Single(line => line[0] == manifest)[1];
}
