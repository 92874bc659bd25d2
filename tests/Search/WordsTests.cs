using SamosaChaat.Shared.Search;

namespace SamosaChaat.Tests.Search;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Fold the Dough.", "fold|the|dough")]
    [InlineData("don't  well-known, foo_bar", "don|t|well|known|foo|bar")]
    [InlineData("NAÏVE naïve nai\u0308ve", "naive|naive|naive")]
    [InlineData("Straße STRASSE Łódź Øre İstanbul", "strasse|strasse|lodz|ore|istanbul")]
    [InlineData("Ψωμί ΨΩΜΙΣ", "ψωμι|ψωμισ")]
    [InlineData("ХЛЕБ ёлка", "хлеб|елка")]
    [InlineData("لُغَة كـــتاب", "لغة|كتاب")]
    [InlineData("שָׁלוֹם", "שלום")]
    [InlineData("हिन्दी रोटी", "हिन्दी|रोटी")]
    [InlineData("한국어 배우기", "한국어|배우기")]
    [InlineData("北京2008年", "北|京|2008|年")]
    [InlineData("東京タワーへ", "東|京|タ|ワ|ー|へ")]
    [InlineData("がガ", "が|ガ")]
    [InlineData("ขนมปังที่", "ข|น|ม|ปั|ง|ที่")]
    [InlineData("Ｄｏｕｇｈ１", "dough1")]
    [InlineData("x\u00ADy a\u200Bb", "xy|ab")]
    [InlineData("🥟 … \u0301 \uE000user \uD800", "user")]
    [InlineData("𝒳 𠀀𠀁", "𝒳|𠀀|𠀁")]
    [InlineData("", "")]
    public void A_text_has_these_words(string text, string words) => Assert.Equal(words, string.Join('|', Words.Of(text).Select(word => word.Text)));

    [Fact]
    public void A_word_knows_its_place()
    {
        const string Text = "a  NAÏVE 北京!";

        Assert.Equal(["a", "NAÏVE", "北", "京"], Words.Of(Text).Select(word => Text[word.Start..word.End]));
    }

    [Fact]
    public void Of_a_long_word_the_beginning_counts_and_never_half_a_character()
    {
        Assert.Equal(new string('a', Words.MaxLength), Assert.Single(Words.Of(new string('a', 100))).Text);
        Assert.Equal(new string('b', Words.MaxLength - 1), Assert.Single(Words.Of(new string('b', Words.MaxLength - 1) + "𝒳𝒳")).Text);
    }

    [Fact]
    public void Terms_are_the_words_and_the_pairs_of_characters() =>
        Assert.Equal(["in", "x", "东", "东京", "京", "京塔", "塔"], Terms.Of("In 东京塔, in x").Order(StringComparer.Ordinal));

    [Fact]
    public void The_terms_of_a_text_are_bounded()
    {
        var terms = Terms.Of(string.Join(' ', Enumerable.Range(0, 200_000).Select(i => $"word{i}")));

        Assert.InRange(terms.Count, 20_000, 40_000);
        Assert.True(terms.Sum(term => term.Length + 6) < 1_048_575);
    }
}
