using System.Text;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Tests.Turns;

namespace SamosaChaat.Tests.Inference;

public sealed class TokenBatchTests
{
    [Fact]
    public void Tokens_are_kept_apart_however_many_there_are()
    {
        using var tokens = new TokenBatch();
        using var twice = new TokenBatch();
        string[] expected = [.. Enumerable.Range(0, 1000).Select(i => $" {i} ü \u0939\u093F \uD83E\uDD5F")];

        // As text, and as the bytes of it.
        foreach (var token in expected[..500]) tokens.Add(token.AsSpan());
        foreach (var token in expected[500..]) tokens.Add(Encoding.UTF8.GetBytes(token).AsSpan());
        twice.Add(tokens);
        twice.Add(tokens);

        Assert.Equal(expected, tokens.Texts());
        Assert.Equal([.. expected, .. expected], twice.Texts());
    }

    [Fact]
    public void Nothing_is_no_token()
    {
        using var tokens = new TokenBatch();
        tokens.Add(ReadOnlySpan<char>.Empty);
        tokens.Add(ReadOnlySpan<byte>.Empty);

        Assert.Equal(0, tokens.Count);
    }

    [Fact]
    public void What_is_cleared_leaves_room_for_what_comes()
    {
        using var tokens = new TokenBatch();
        tokens.Add("gone", "away");
        tokens.Clear();
        Assert.Equal(0, tokens.Count);
        Assert.Equal("", tokens.Text.ToString());

        tokens.Add("here");
        Assert.Equal(["here"], tokens.Texts());
    }
}
