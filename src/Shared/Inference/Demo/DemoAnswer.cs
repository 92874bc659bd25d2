using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>
/// Generates the demo model's answers. A hash of the question selects the answer, so the same question gets the same answer everywhere. A
/// question of two words gets a short answer, and a request for a long answer gets one.
/// </summary>
internal static class DemoAnswer
{
    /// <summary>The prefix of a text that the model repeats unchanged, to test how a page shows it.</summary>
    public const string Echo = "Repeat after me:";

    private const int LongSections = 6;
    private const string Closing =
        "*This is the built-in demo model: it writes without thinking. Point `Inference:Upstreams` at a real one to hear something new.*";

    /// <summary>Returns the answer in tokens. Each is a part of a word, as from a real model.</summary>
    /// <param name="begun">The beginning of the answer. Only the rest is returned.</param>
    public static IEnumerable<string> Tokens(string question, string begun = "")
    {
        var text = Text(question);
        if (!text.StartsWith(begun, StringComparison.Ordinal)) throw new UnreadableAnswerException("cannot continue a text that it did not write");
        return text.Length == begun.Length ? [] : Split(text[begun.Length..]);
    }

    public static string Text(string question)
    {
        if (question.StartsWith(Echo, StringComparison.OrdinalIgnoreCase) && question[Echo.Length..].Trim() is { Length: > 0 } said)
        {
            return said;
        }

        var dice = new DemoDice(SHA256.HashData(Encoding.UTF8.GetBytes(question)));
        var words = question.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var text = new StringBuilder(dice.Of(DemoPhrases.Openings)).Append("\n\n");
        if (words.Length <= 2) return text.AppendJoin(' ', dice.Several(DemoPhrases.Thoughts, 3)).ToString();

        var wishes = Wishes(question, words);
        if (words.Any(word => word.Trim('?', '!', '.', ',', ':').Equals("long", StringComparison.OrdinalIgnoreCase)))
        {
            // Contains each kind of block once, requested kinds first.
            var kinds = wishes.Concat(dice.Several(DemoBlocks.Kinds, DemoBlocks.Kinds.Count)).Distinct().ToArray();
            var headings = dice.Several(DemoPhrases.Headings, LongSections).ToArray();
            for (var i = 0; i < LongSections; i++) Section(text, dice, headings[i], thoughts: 4, kinds[i % kinds.Length]);
        }
        else
        {
            text.AppendJoin(' ', dice.Several(DemoPhrases.Thoughts, 2)).Append("\n\n");
            Section(text, dice, dice.Of(DemoPhrases.Headings), thoughts: 0, wishes.FirstOrDefault() ?? dice.Of(DemoBlocks.Kinds));
        }

        // Git may have changed the line ends of the source file.
        return text.Append(Closing).ToString().ReplaceLineEndings("\n");
    }

    private static void Section(StringBuilder text, DemoDice dice, string heading, int thoughts, string kind)
    {
        text.Append("## ").Append(heading).Append("\n\n");
        if (thoughts > 0) text.AppendJoin(' ', dice.Several(DemoPhrases.Thoughts, thoughts)).Append("\n\n");
        text.Append(dice.Of(DemoBlocks.Of(kind))).Append("\n\n");
    }

    /// <summary>Returns the kinds of block that the question asks for.</summary>
    private static IEnumerable<string> Wishes(string question, string[] words)
    {
        var asked = words.Select(word => word.Trim('?', '!', '.', ',', ':', '"').ToLowerInvariant()).ToHashSet();
        foreach (var (kind, signs) in DemoBlocks.Signs)
        {
            if (asked.Overlaps(signs)) yield return kind;
        }

        if (question.Any(c => c is >= '\u0590' and <= '\u08FF')) yield return DemoBlocks.RightToLeft;
        if (question.Any(c => c is >= '\u0900' and <= '\u097F')) yield return DemoBlocks.Hindi;
        if (asked.Contains("how")) yield return DemoBlocks.Steps;
    }

    /// <summary>Splits a text into tokens.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            // Splits before a word and keeps its space, never inside a character.
            if (text[i] is not (' ' or '\n') || text[i - 1] is ' ' or '\n') continue;
            yield return text[start..i];
            start = i;
        }

        yield return text[start..];
    }
}
