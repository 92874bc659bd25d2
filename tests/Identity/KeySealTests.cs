using System.Security.Cryptography;
using SamosaChaat.Shared.Identity;

namespace SamosaChaat.Tests.Identity;

public sealed class KeySealTests
{
    private readonly KeySeal seal = new(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void A_sealed_key_opens_to_the_same_key_and_does_not_show_it()
    {
        using var key = SigningKey.Create();

        var whole = seal.Seal(key.Id, key.ToBytes());

        using var opened = SigningKey.FromBytes(seal.Open(key.Id, whole));
        Assert.Equal(key.Id, opened.Id);
        Assert.Equal(key.RefreshSecret, opened.RefreshSecret);
        Assert.Equal(-1, whole.AsSpan().IndexOf(key.ToBytes().AsSpan(0, 16)));
        Assert.NotEqual(whole, seal.Seal(key.Id, key.ToBytes()));
    }

    [Fact]
    public void A_seal_does_not_open_with_another_secret_under_another_id_or_damaged()
    {
        var whole = seal.Seal("an id", [1, 2, 3]);

        Assert.ThrowsAny<CryptographicException>(() => new KeySeal(RandomNumberGenerator.GetBytes(32)).Open("an id", whole));
        Assert.ThrowsAny<CryptographicException>(() => seal.Open("another id", whole));
        Assert.ThrowsAny<CryptographicException>(() => seal.Open("an id", whole[..10]));
        for (var i = 0; i < whole.Length; i++)
        {
            whole[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => seal.Open("an id", whole));
            whole[i] ^= 1;
        }

        Assert.Equal([1, 2, 3], seal.Open("an id", whole));
    }
}
