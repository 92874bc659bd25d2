using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Tests.Domain;

public sealed class HiddenCharactersTests
{
    [Theory]
    [InlineData("Dough")]
    [InlineData("\ud83d\udc69\u200d\ud83d\udcbb")]
    [InlineData("\u2764\ufe0f\u200d\ud83d\udd25")]
    [InlineData("\ud83e\udd37\ud83c\udffd\u200d\u2640\ufe0f")]
    [InlineData("1\ufe0f\u20e3")]
    [InlineData("\ud83c\uddee\ud83c\uddf3")]
    [InlineData("\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f")]
    [InlineData("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")]
    [InlineData("\u0915\u094d\u200d\u0937")]
    [InlineData("\u0d05\u0d35\u0d28\u0d4d\u200d")]
    [InlineData("\u05e9\u05dc\u05d5\u05dd")]
    [InlineData("\u0645\u0631\u062d\u0628\u0627 12")]
    [InlineData("\u0600\u0661\u0662")]
    public void Emoji_and_every_script_are_visible(string text) => Assert.False(HiddenCharacters.AreIn(text));

    [Theory]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    [InlineData("a\u2029b")]
    [InlineData("ad\u200bmin")]
    [InlineData("ad\u200cmin")]
    [InlineData("ad\u200dmin")]
    [InlineData("ad\u00admin")]
    [InlineData("ad\u2060min")]
    [InlineData("\ufeffadmin")]
    [InlineData("gpj.\u202eexe")]
    [InlineData("a\u2066b\u2069")]
    [InlineData("a\u200e")]
    [InlineData("\u05e9\u200f")]
    [InlineData("\u180e")]
    [InlineData("\ud83d\udc69\u200d\u200d\ud83d\udcbb")]
    [InlineData("a\udb40\udc67\udb40\udc7f")]
    [InlineData("\ud83c\udff4\udb40\udc67\udb40\udc62")]
    [InlineData("\ud83c\udff4\udb40\udc67b")]
    public void What_nobody_sees_is_found(string text) => Assert.True(HiddenCharacters.AreIn(text));

    [Fact]
    public void An_address_needs_no_joiners() =>
        Assert.True(HiddenCharacters.AreIn("\u0645\u06cc\u200c\u062e@example.com", allowJoiners: false));
}
