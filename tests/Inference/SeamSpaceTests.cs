using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

/// <summary>White space at a seam is in the text once: neither doubled nor lost.</summary>
public sealed class SeamSpaceTests
{
    [Theory]
    // In the middle of a word.
    [InlineData("Hel", "lo| you", "Hello you")]
    [InlineData("Hello", " you", "Hello you")]
    [InlineData("Hello ", " you", "Hello you")]
    [InlineData("Hello ", " |you", "Hello you")]
    // The model writes none: it is there already.
    [InlineData("Hello ", "you", "Hello you")]
    [InlineData("Hello.\n", "\n\nYou", "Hello.\n\nYou")]
    [InlineData("Hello.\n\n", "\n|\n|You", "Hello.\n\nYou")]
    [InlineData("Hello.\n\n", "\nYou", "Hello.\n\nYou")]
    [InlineData("def f():\n    ", "\n    return|  1", "def f():\n    return  1")]
    [InlineData("```\n", "\ncode\n```", "```\ncode\n```")]
    // Only the first white space is at the seam.
    [InlineData("a ", " b|  c", "a b  c")]
    [InlineData("नमस्ते ", " 🥟|🥟", "नमस्ते 🥟🥟")]
    public void It_is_in_the_text_once(string before, string continuation, string whole)
    {
        var seam = new SeamSpace(before[before.TrimEnd().Length..]);
        using var tokens = new TokenBatch();
        foreach (var token in continuation.Split('|')) tokens.Add(token);

        using var rest = seam.Without(tokens);

        Assert.Equal(whole, $"{before}{rest.Text}");
        Assert.True(seam.IsOver);
    }

    [Fact]
    public void Reasoning_is_not_at_the_seam()
    {
        var seam = new SeamSpace(" ");
        using var tokens = new TokenBatch();
        tokens.Add(" so", isReasoning: true);
        tokens.Add(" it is");

        using var rest = seam.Without(tokens);

        Assert.Equal((" soit is", "-3 5"), (rest.Text.ToString(), string.Join(' ', rest.Lengths.ToArray())));
    }
}
