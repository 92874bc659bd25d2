namespace SamosaChaat.Shared.Domain.Unicode;

/// <summary>Composes and decomposes Korean syllables, which are computed instead of listed (The Unicode Standard, 3.12).</summary>
internal static class Hangul
{
    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int FirstVowel = 0x1161;

    /// <summary>The code before the first tail, which stands for no tail.</summary>
    private const int NoTail = 0x11A7;

    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;

    public static bool TryDecompose(int character, out int[] parts)
    {
        var index = character - FirstSyllable;
        parts = [];
        if (index is < 0 or >= Leads * Vowels * Tails) return false;

        var (lead, vowel) = (FirstLead + (index / (Vowels * Tails)), FirstVowel + (index / Tails % Vowels));
        parts = index % Tails is > 0 and var tail ? [lead, vowel, NoTail + tail] : [lead, vowel];
        return true;
    }

    public static bool TryCompose(int first, int second, out int composed)
    {
        var (lead, vowel, tail) = (first - FirstLead, second - FirstVowel, second - NoTail);
        composed = 0;
        if (lead is >= 0 and < Leads && vowel is >= 0 and < Vowels)
        {
            composed = FirstSyllable + (((lead * Vowels) + vowel) * Tails);
        }
        else if (first - FirstSyllable is >= 0 and < Leads * Vowels * Tails and var index && index % Tails == 0 && tail is > 0 and < Tails)
        {
            composed = first + tail;
        }

        return composed != 0;
    }
}
