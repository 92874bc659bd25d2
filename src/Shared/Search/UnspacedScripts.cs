using System.Text;

namespace SamosaChaat.Shared.Search;

/// <summary>Knows the scripts that have no spaces between words, by the blocks of Unicode.</summary>
internal static class UnspacedScripts
{
    private const int First = 0x0E00;

    private static readonly (int First, int Last)[] Blocks =
    [
        (0x0E00, 0x0EFF), // Thai, Lao
        (0x1000, 0x109F), // Burmese
        (0x1780, 0x17FF), // Khmer
        (0x1950, 0x19DF), // Tai Le, New Tai Lue
        (0x1A20, 0x1AAF), // Tai Tham
        (0x3005, 0x3007), // signs that repeat an ideograph, and zero
        (0x3021, 0x3029), // numerals
        (0x3031, 0x312F), // Hiragana, Katakana, Bopomofo
        (0x31A0, 0x31FF), // their extensions
        (0x3400, 0x4DBF), // ideographs
        (0x4E00, 0xA4CF), // ideographs, Yi
        (0xA9E0, 0xA9FF), // Burmese
        (0xAA60, 0xAADF), // Burmese, Tai Viet
        (0xF900, 0xFAFF), // ideographs
        (0xFF66, 0xFF9F), // narrow Katakana
        (0x1AFF0, 0x1B2FF), // Kana, Nüshu
        (0x20000, 0x3FFFF), // ideographs
    ];

    public static bool Contain(Rune rune) =>
        rune.Value >= First && Array.Exists(Blocks, block => rune.Value >= block.First && rune.Value <= block.Last);
}
