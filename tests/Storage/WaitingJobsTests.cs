using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Storage.Sql;

namespace SamosaChaat.Tests.Storage;

/// <summary>Which commands share a batch, and that each has its turn.</summary>
public sealed class WaitingJobsTests
{
    private static readonly Guid A = Guid.NewGuid();
    private static readonly Guid B = Guid.NewGuid();

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public void A_command_that_is_alone_is_taken_whatever_its_keys(bool keyIsNil, bool secondIsTheSame)
    {
        var waiting = new WaitingJobs(separatesKeys: true);
        var key = keyIsNil ? Guid.Empty : A;
        var job = new Job(key, secondIsTheSame ? key : B);
        waiting.Add(job);

        Assert.Equal([job], Batch(waiting));
        Assert.Equal(0, waiting.Count);
    }

    [Fact]
    public void Commands_with_a_key_in_common_are_in_different_batches_in_their_order()
    {
        var waiting = new WaitingJobs(separatesKeys: true);
        Job[] jobs = [new(A), new(B, A), new(B), new(Guid.Empty), new(A)];
        foreach (var job in jobs) waiting.Add(job);

        foreach (var job in jobs) Assert.Equal([job], Batch(waiting));
        Assert.Equal(0, waiting.Count);
    }

    [Fact]
    public void Commands_without_a_key_in_common_share_a_batch()
    {
        var waiting = new WaitingJobs(separatesKeys: true);
        Job[] jobs = [new(A), new(B, Guid.NewGuid()), new(Guid.NewGuid())];
        foreach (var job in jobs) waiting.Add(job);

        Assert.Equal(jobs, Batch(waiting));
    }

    private static List<WriteJob> Batch(WaitingJobs waiting)
    {
        var batch = new List<WriteJob>();
        waiting.MoveTo(batch, 1024);
        return batch;
    }

    private sealed class Job(Guid key, Guid? second = null) : WriteJob
    {
        public override Guid Key => key;

        public override Guid? SecondKey => second;

        public override bool UsesReserve => false;

        public override bool CancelledBeforeStart() => false;

        public override void Run(IWriter writer) => throw new NotSupportedException();

        public override Task RunAsync(SqlSession db) => throw new NotSupportedException();

        public override void Succeed() => throw new NotSupportedException();

        public override void Fail(Exception e) => throw new NotSupportedException();
    }
}
