using System.Security.Cryptography;
using System.Text;

namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>What the demo model says: chosen by a hash of what it was asked, so that the same question has the same answer everywhere.</summary>
internal static class DemoAnswer
{
    private static readonly string[] Openings =
    [
        "Good question! 🥟",
        "Let me think about that over a cup of chaat masala tea. ☕",
        "That one is close to my heart.",
        "Happy to help.",
        "नमस्ते! Here is what I would say.",
    ];

    private static readonly string[] Thoughts =
    [
        "A good samosa is crisp outside and patient inside.",
        "The secret is to rest the dough for thirty minutes before you roll it.",
        "Fry them slowly: at 150 °C the crust becomes flaky, at 190 °C it only becomes brown.",
        "Potatoes, peas, cumin, and a little amchur for the sour note.",
        "In **Hyderabad** they are small and called *luqmi*; in **Bengal** they are *shingara*, with cauliflower.",
        "Serve them with tamarind chutney, and never count them in front of guests.",
        "If the seam opens, the oil was too hot or the cook too hurried.",
        "Leftovers are a myth, but they would keep for two days.",
    ];

    private const string Closing =
        "\n\nThis is the built-in demo model: it writes without thinking. Point `Inference:Upstreams` at a real one to hear something new.";

    /// <summary>About 60 to 100 pieces of a word each, as a model would write them; together they are the answer.</summary>
    public static IEnumerable<string> Tokens(string question)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(question));
        var text = new StringBuilder(Openings[hash[0] % Openings.Length]);
        for (var i = 1; i <= 4; i++) text.Append(i == 1 ? "\n\n" : " ").Append(Thoughts[(hash[0] + (i * ((hash[1] % 3) * 2 + 1))) % Thoughts.Length]);
        text.Append(Closing);
        return Split(text.ToString());
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            // Before a word, keeping its space: never inside a character.
            if (text[i] is not (' ' or '\n') || text[i - 1] is ' ' or '\n') continue;
            yield return text[start..i];
            start = i;
        }

        yield return text[start..];
    }
}
