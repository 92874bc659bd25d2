using System.Text;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Tests.Inference;

public sealed class TokenCounterTests
{
    private static readonly TokenCounter Counter = new();

    /// <summary>Short common words, each with the space before it, are one token of cl100k_base, and so is every mark between them.</summary>
    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData("Hello", 1)]
    [InlineData("Hello, world!", 4)]
    [InlineData("The quick brown fox jumps over the lazy dog.", 10)]
    [InlineData("One, two, three, four.", 8)]
    public void Common_words_and_marks_are_one_token_each(string text, int tokens) => Assert.Equal(tokens, Counter.Count(text));

    [Fact]
    public void Digits_are_taken_three_at_a_time() => Assert.Equal(3, Counter.Count("123456789"));

    [Theory]
    [InlineData("🥟")]
    [InlineData("👩‍👩‍👧")]
    [InlineData("नमस्ते")]
    [InlineData("\r\n\t \u0001")]
    public void Whatever_the_text_is_it_counts_and_never_more_than_its_bytes(string text) => Assert.InRange(Counter.Count(text), 1, Encoding.UTF8.GetByteCount(text));

    [Fact]
    public void A_long_run_of_one_letter_counts_its_pieces() =>
        // Eight of this letter are one token, so a piece of 1,024 is 128.
        Assert.Equal(12_800, Counter.Count(new string('a', 102_400)));

    [Fact]
    public void A_character_of_two_halves_is_not_cut_in_two()
    {
        // The first piece would end in the middle of one of them.
        var text = "a" + string.Concat(Enumerable.Repeat("🥟", 2000));

        var each = Counter.Count("🥟");

        Assert.Equal(1 + (each * 2000), Counter.Count(text));
    }

    [Fact]
    public void Many_threads_count_the_same_from_the_first_use_on()
    {
        var fresh = new TokenCounter();
        var texts = Enumerable.Range(0, 200).Select(i => string.Join(' ', Enumerable.Repeat($"samosa {i}", 50))).ToArray();
        var alone = texts.Select(Counter.Count).ToArray();

        var together = texts.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(fresh.Count).ToArray();

        Assert.Equal(alone, together);
    }
}
