using SamosaChaat.Shared.Search;

namespace SamosaChaat.Tests.Search;

public sealed class SearchQueryTests
{
    [Theory]
    [InlineData("dough", "Fold the DOUGH", true)]
    [InlineData("dough", "doughs", false)]
    [InlineData("dou*", "doughs", true)]
    [InlineData("dough fold", "Fold the dough", true)]
    [InlineData("dough roll", "Fold the dough", false)]
    [InlineData("\"the dough\"", "Fold the dough", true)]
    [InlineData("“the dough”", "Fold the dough", true)]
    [InlineData("\"dough the\"", "Fold the dough", false)]
    [InlineData("\"fold dough\"", "Fold the dough", false)]
    [InlineData("dough -fold", "Fold the dough", false)]
    [InlineData("dough -roll", "Fold the dough", true)]
    [InlineData("dough -\"fold dough\"", "Fold the dough", true)]
    [InlineData("dough -\"the dough\"", "Fold the dough", false)]
    [InlineData("dough -fol*", "Fold the dough", false)]
    [InlineData("don't", "I don’t know", true)]
    [InlineData("don't", "t don", false)]
    [InlineData("well-kno*", "a well known thing", true)]
    [InlineData("北京", "我在北京", true)]
    [InlineData("北京", "京北", false)]
    [InlineData("北京*", "北京", true)]
    [InlineData("北京塔", "北京 京塔", false)]
    [InlineData("ขนม", "ขนมปัง", true)]
    [InlineData("dough - & \"\" fold", "Fold the dough", true)]
    public void A_query_accepts_a_text_or_not(string q, string text, bool accepted) => Assert.Equal(accepted, QueryParser.Parse(q, out _)!.Accepts(text));

    [Theory]
    [InlineData("", "q needs a word or a number to look for.")]
    [InlineData("  🥟 - *", "q needs a word or a number to look for.")]
    [InlineData("-dough", "q needs a word or a number to look for.")]
    [InlineData("\"the dough", "q has a quotation mark without a second one.")]
    [InlineData("dough d*", "q has a * after less than 2 letters.")]
    [InlineData("a b c d e f g h i j k l m n o p q", "q has more than 16 words and phrases.")]
    public void A_query_that_cannot_be_answered_says_why(string q, string fault)
    {
        Assert.Null(QueryParser.Parse(q, out var found));
        Assert.Equal(fault, found);
    }

    [Theory]
    [InlineData("dough", "Fold the DOUGH\nnow", "Fold the [DOUGH] now")]
    [InlineData("\"the dough\" now", "Fold the dough now", "Fold [the dough] [now]")]
    [InlineData("dough*", "Doughs and dough", "[Doughs] and [dough]")]
    [InlineData("京塔 北京", "在北京塔下", "在[北京塔]下")]
    [InlineData("naive", "so nai\u0308ve 🥟", "so [nai\u0308ve] 🥟")]
    public void A_snippet_marks_what_was_found(string q, string text, string marked) => Assert.Equal(marked, Marked(Snippet.Of(text, QueryParser.Parse(q, out _)!)));

    [Fact]
    public void A_snippet_of_a_long_text_is_around_the_first_place()
    {
        var text = string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"w{i}"));

        var snippet = Marked(Snippet.Of(text, QueryParser.Parse("w500 w520 w999", out _)!));

        Assert.StartsWith("…w4", snippet, StringComparison.Ordinal);
        Assert.Contains("w499 [w500] w501", snippet, StringComparison.Ordinal);
        Assert.Contains("[w520]", snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet, StringComparison.Ordinal);
        Assert.InRange(snippet.Length, 100, 220);
    }

    [Fact]
    public void A_snippet_never_has_half_a_character()
    {
        var text = $"dough {string.Concat(Enumerable.Repeat("🥟", 999))}";

        Assert.Each(
            Enumerable.Range(0, 2).Select(i => Snippet.Of(new string(' ', i) + text, QueryParser.Parse("dough", out _)!).Text).ToArray(),
            snippet => Assert.DoesNotContain("\uFFFD", System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(snippet)), StringComparison.Ordinal));
    }

    private static string Marked(Snippet snippet) =>
        snippet.Marks.Reverse().Aggregate(snippet.Text, (text, mark) => text.Insert(mark[1], "]").Insert(mark[0], "["));
}
