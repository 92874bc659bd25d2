using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Turns;

public sealed class TokenLengthsTests
{
    [Theory]
    [InlineData]
    [InlineData(1)]
    [InlineData(127, 128, 1, 16_383, 16_384, int.MaxValue)]
    public void What_is_packed_is_unpacked_as_it_was(params int[] lengths)
    {
        var packed = TokenLengths.Pack(lengths);

        Assert.Equal(lengths, TokenLengths.Unpack(packed));
        Assert.Equal(lengths.Length, TokenLengths.Count(packed));
    }
}
