using SamosaChaat.Shared.Domain;
using SamosaChaat.Tests.Storage;

namespace SamosaChaat.Tests.Audit;

/// <summary>The hash of an entry goes by everything that the entry has, and by the hash before it.</summary>
public sealed class AuditHashTests
{
    private static readonly SealedEntry First = AuditChain.Seal(null, Some.Entry());
    private static readonly SealedEntry Second = AuditChain.Seal(First, Some.Entry());

    public static TheoryData<string> Fields => new(Changes.Keys);

    private static Dictionary<string, Func<SealedEntry, SealedEntry>> Changes { get; } = new()
    {
        [nameof(SealedEntry.Number)] = found => found with { Number = found.Number + 1 },
        [nameof(SealedEntry.Hash)] = found => found with { Hash = [.. found.Hash[..^1], (byte)(found.Hash[^1] ^ 1)] },
        [nameof(AuditEntry.Id)] = found => found with { Entry = found.Entry with { Id = Guid.CreateVersion7() } },
        [nameof(AuditEntry.At)] = found => found with { Entry = found.Entry with { At = found.Entry.At.AddMicroseconds(1) } },
        [nameof(AuditEntry.Kind)] = found => found with { Entry = found.Entry with { Kind = AuditKinds.SignedIn } },
        [nameof(AuditEntry.ActorId)] = found => found with { Entry = found.Entry with { ActorId = null } },
        [nameof(AuditEntry.UserId)] = found => found with { Entry = found.Entry with { UserId = found.Entry.ActorId, ActorId = found.Entry.UserId } },
        [nameof(AuditEntry.Source)] = found => found with { Entry = found.Entry with { Source = found.Entry.Source + "a", Detail = found.Entry.Detail![1..] } },
        [nameof(AuditEntry.Detail)] = found => found with { Entry = found.Entry with { Detail = "" } },
    };

    [Fact]
    public void Every_field_has_a_change_here() => Assert.Equal(
        typeof(AuditEntry).GetConstructors()[0].GetParameters().Select(parameter => parameter.Name!)
            .Concat([nameof(SealedEntry.Number), nameof(SealedEntry.Hash)]).Order(),
        Changes.Keys.Order());

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_change_of_any_field_does_not_fit(string field)
    {
        Assert.True(AuditChain.Fits(First, null));
        Assert.True(AuditChain.Fits(Second, First.Hash));

        Assert.False(AuditChain.Fits(Changes[field](Second), First.Hash));
    }

    [Fact]
    public void Another_hash_before_it_does_not_fit() => Assert.False(AuditChain.Fits(Second, Second.Hash));

    [Fact]
    public void No_detail_is_not_an_empty_one()
    {
        var bare = AuditChain.Seal(null, Some.Entry(detail: null));

        Assert.False(AuditChain.Fits(bare with { Entry = bare.Entry with { Detail = "" } }, null));
    }

    /// <summary>The hashes stand in stores, so they never change.</summary>
    [Fact]
    public void The_hash_is_the_one_of_earlier_programs() => Assert.Equal(
        "566a3190135a6823b84631f8ff5760bb0c4b534b7d91f2ff14bd4380549dfcf9",
        AuditChain.Seal(
            null,
            new(
                new("019ab55a-0f3c-7b52-9e1c-6f1d2a8b4c01"), new(2026, 11, 24, 9, 30, 0, DateTimeKind.Utc), AuditKinds.RoleChanged, null,
                new("019ab55a-0f3c-7b52-9e1c-6f1d2a8b4c02"), AuditEntry.Operator, "admin")).HashText);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1 abc")]
    [InlineData("-1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("1 gaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void What_tells_of_no_removal_is_none(string? detail) => Assert.Null(AuditChain.ReadRemoval(detail));

    [Fact]
    public void A_removal_tells_the_number_and_the_hash()
    {
        var removal = AuditChain.ReadRemoval(AuditChain.Removal(Second));

        Assert.Equal((2, Second.HashText), (removal!.Value.Number, Convert.ToHexStringLower(removal.Value.Hash)));
    }
}
