using SamosaChaat.Shared.Domain.Unicode;

namespace SamosaChaat.Tests.Domain.Unicode;

/// <summary>The forms that Unicode Standard Annex 15 defines, in the cases that are easy to get wrong.</summary>
public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("plain ASCII", "plain ASCII", "plain ASCII")]
    [InlineData("caf\u00E9", "caf\u00E9", "cafe\u0301")]
    [InlineData("cafe\u0301", "caf\u00E9", "cafe\u0301")]
    // Two marks, in either order, and as one character with one mark.
    [InlineData("s\u0323\u0307", "\u1E69", "s\u0323\u0307")]
    [InlineData("s\u0307\u0323", "\u1E69", "s\u0323\u0307")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323", "\u017F\u0323\u0307")]
    // Marks of one class keep their order, and the second one stays.
    [InlineData("a\u0301\u0300", "\u00E1\u0300", "a\u0301\u0300")]
    [InlineData("a\u0300\u0301", "\u00E0\u0301", "a\u0300\u0301")]
    // One character that stands for another never comes back.
    [InlineData("\u212B", "\u00C5", "A\u030A")]
    [InlineData("\u2126", "\u03A9", "\u03A9")]
    [InlineData("\uF900", "\u8C48", "\u8C48")]
    // These are excluded from composition.
    [InlineData("\u0958", "\u0915\u093C", "\u0915\u093C")]
    [InlineData("\u0344", "\u0308\u0301", "\u0308\u0301")]
    // Korean, with and without a tail.
    [InlineData("\u1112\u1161\u11AB", "\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("\uAC00\u11A8", "\uAC01", "\u1100\u1161\u11A8")]
    [InlineData("\uAC01\u11A8", "\uAC01\u11A8", "\u1100\u1161\u11A8\u11A8")]
    [InlineData("\u1161\u1100", "\u1161\u1100", "\u1161\u1100")]
    // Beyond the first plane.
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("\uD804\uDC99\uD804\uDCBA", "\uD804\uDC9A", "\uD804\uDC99\uD804\uDCBA")]
    // A mark without a base, and a base between.
    [InlineData("\u0301a", "\u0301a", "\u0301a")]
    [InlineData("ab\u0301", "ab\u0301", "ab\u0301")]
    [InlineData("\U0001F95F e\u0301", "\U0001F95F \u00E9", "\U0001F95F e\u0301")]
    [InlineData("", "", "")]
    public void A_text_has_one_composed_and_one_decomposed_form(string text, string composed, string decomposed)
    {
        Assert.Equal(composed, CanonicalForm.Composed(text));
        Assert.Equal(decomposed, CanonicalForm.Decomposed(text));
        Assert.Equal(composed, CanonicalForm.Composed(decomposed));
        Assert.Equal(decomposed, CanonicalForm.Decomposed(composed));
    }

    [Fact]
    public void A_composed_text_stays_as_it_is_whatever_its_characters()
    {
        for (var character = 0; character <= 0x10FFFF; character++)
        {
            if (character is >= 0xD800 and <= 0xDFFF) continue;
            var text = char.ConvertFromUtf32(character);
            var composed = CanonicalForm.Composed(text);

            if (composed == CanonicalForm.Composed(CanonicalForm.Decomposed(text)) && composed == CanonicalForm.Composed(composed)) continue;
            Assert.Fail($"U+{character:X4} has two composed forms.");
        }
    }
}
