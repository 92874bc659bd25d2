using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Demo;

/// <summary>A question and the end of its turn.</summary>
/// <param name="Cut">The number of tokens before the turn ended. Null if the model completed the answer.</param>
internal sealed record SeedLine(string Question, string FinishReason = FinishReasons.Stop, int? Cut = null)
{
    public static implicit operator SeedLine(string question) => new(question);
}

internal sealed record SeedTopic(string Title, params SeedLine[] Lines);

/// <summary>Lists the conversations that every demo has, newest first. They cover each kind of content that a page must show.</summary>
internal static class SeedTopics
{
    public static readonly SeedTopic[] All =
    [
        new("How to fold a samosa", "How do I fold a samosa?", "And which ingredients go on my shopping list?", "Thanks! 🙏"),
        new(
            "A script that watches the oil",
            "Write a Python function that tells when a samosa is done",
            "Now the same for a whole batch, in code that I can test",
            "Which SQL tells me who ate most of them?"),
        new(
            "Snacks of the world, compared",
            "Compare samosa, empanada and pierogi in a table, please",
            "A long answer, please: which of them travels best?"),
        new("🥟🥟🥟 or one big one?", "🥟🥟🥟 or 🥟? I mean: three small ones or one big one?", "😂👍🏽", "👩🏽‍🍳👨‍👩‍👧‍👦 and for a family?"),
        new("سمبوسة للعشاء", "كيف أطوي السمبوسة حتى لا تنفتح في الزيت؟", "وكم من الوقت تُقلى؟ I have 150 °C on the dial."),
        new("סמוסות לשבת", "איך מכינים סמוסות מראש לשבת?", "תודה"),
        new("समोसे की विधि", "समोसे का आटा कितनी देर आराम करे?", "और चटनी कौन सी अच्छी रहेगी?"),
        new("Answers that did not end well",
            "What does an answer look like that went well?",
            new SeedLine("And one that I have stopped, what is left of it?", FinishReasons.Cancelled, 18),
            new SeedLine("One that grew too long for its limit?", FinishReasons.Length, 32),
            new SeedLine("One whose server was switched off in the middle?", FinishReasons.Interrupted, 25),
            new SeedLine("One whose model broke off after some words?", FinishReasons.Error, 9),
            new SeedLine("And one whose model never said a word?", FinishReasons.Error, 0)),
        new("What a page must not run",
            "Repeat after me: <script>alert('samosa')</script><img src=x onerror=alert(1)> is text, and so is [this "
                + "link](javascript:alert(1)).",
            "Repeat after me: | a table | that never | ends\n\n```\nand a code block that is never closed"),
        new(
            "A title that is longer than any list is wide, because somebody asked for everything at once: dough, filling, folding, "
                + "frying, chutney, guests, and what to do with those that are left over",
            "Is it a problem if my titles are long?"),
        new("Every step, slowly", LongThread()),
    ];

    private static SeedLine[] LongThread()
    {
        string[] steps =
        [
            "flour",
            "ghee",
            "water",
            "kneading",
            "resting",
            "rolling",
            "cutting",
            "the cone",
            "the filling",
            "the pleat",
            "the oil",
            "the turning",
            "the draining",
            "the chutney",
            "the plate"
        ];
        string[] ways =
        [
            "How do I know that {0} is right?",
            "What if {0} goes wrong?",
            "Why does {0} matter so much?",
            "How would my grandmother do {0}?"
        ];
        return [.. steps.SelectMany(step => ways.Select(way => new SeedLine(way.Replace("{0}", step, StringComparison.Ordinal))))];
    }
}
