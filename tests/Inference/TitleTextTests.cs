using SamosaChaat.Shared.Inference.Titles;

namespace SamosaChaat.Tests.Inference;

/// <summary>What a model answers becomes a title of one plain line, or none.</summary>
public sealed class TitleTextTests
{
    [Theory]
    [InlineData("Folding samosas", "Folding samosas")]
    [InlineData("\n  Folding samosas  \nThis title says it all.", "Folding samosas")]
    [InlineData("\"Folding samosas.\"", "Folding samosas")]
    [InlineData("**Title:** Folding samosas", "Folding samosas")]
    [InlineData("# Folding\tsamosas", "Folding samosas")]
    [InlineData("„Samosas falten“", "Samosas falten")]
    [InlineData("«Plier des samosas»", "Plier des samosas")]
    [InlineData("समोसा कैसे मोड़ें।", "समोसा कैसे मोड़ें")]
    [InlineData("「餃子の包み方」", "餃子の包み方")]
    [InlineData("What next?", "What next?")]
    [InlineData("And then...", "And then...")]
    [InlineData("C# and .NET", "C# and .NET")]
    [InlineData("", null)]
    [InlineData(" \n\t\n", null)]
    [InlineData("\"\"", null)]
    [InlineData("\u200B", null)]
    [InlineData("Folding \u202Esamosas", null)]
    public void A_title_is_the_first_line_without_marks_around_it(string answer, string? title) => Assert.Equal(title, TitleText.From(answer));

    [Fact]
    public void A_long_title_is_cut_at_a_word()
    {
        var title = TitleText.From(string.Join(' ', Enumerable.Repeat("samosas", 30)))!;

        Assert.Equal($"{string.Join(' ', Enumerable.Repeat("samosas", 10))}…", title);
        Assert.Equal(TitleText.Longest + 1, TitleText.From(new string('餃', 300))!.Length);
    }
}
