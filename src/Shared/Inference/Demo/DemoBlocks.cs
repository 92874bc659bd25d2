namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Contains every kind of block that a page must show: lists, tables, code, quotes, and non-Latin scripts.</summary>
internal static class DemoBlocks
{
    public const string Steps = "steps";
    public const string Hindi = "hindi";
    public const string RightToLeft = "rtl";
    private const string List = "list";
    private const string Table = "table";
    private const string Code = "code";
    private const string Quote = "quote";

    public static readonly IReadOnlyList<string> Kinds = [Steps, List, Table, Code, Quote, Hindi, RightToLeft];

    /// <summary>The words that ask for a kind of block.</summary>
    public static readonly (string Kind, string[] Signs)[] Signs =
    [
        (Code, ["code", "script", "program", "function", "python", "javascript", "sql", "json", "regex"]),
        (Table, ["table", "compare", "compared", "versus", "vs"]),
        (List, ["list", "ingredients", "shopping", "checklist"]),
        (Quote, ["quote", "poem", "proverb"]),
        (Hindi, ["hindi"]),
        (RightToLeft, ["arabic", "hebrew", "urdu", "persian"]),
        (Steps, ["steps"]),
    ];

    public static IReadOnlyList<string> Of(string kind) => kind switch
    {
        Steps => StepBlocks,
        List => ListBlocks,
        Table => TableBlocks,
        Code => DemoCode.Blocks,
        Quote => QuoteBlocks,
        Hindi => HindiBlocks,
        _ => RightToLeftBlocks,
    };

    private static readonly string[] StepBlocks =
    [
        """
        1. Roll the dough into an oval, as thin as a coin, and **cut it in half**.
        2. Wet the straight edge and bring its corners together: a cone.
        3. Fill it to three quarters. *Not more.* I know.
        4. Pinch the top, fold a pleat at the back, and let it stand on its own.
        5. Ten minutes in oil that only murmurs. 🥟
        """,
        """
        1. Start with the filling, because it has to cool.
        2. Then the dough:
           - 250 g flour, 60 g ghee, half a spoon of salt
           - cold water by the spoon, until it just holds
        3. Rest it. Rest yourself, too. ☕
        4. Fold, fry, share.
        """,
    ];

    private static readonly string[] ListBlocks =
    [
        """
        - **Flour**, 250 g
        - **Ghee**, 60 g, not melted
        - **Potatoes**, 4, boiled in their skin
          - waxy ones keep their shape
          - floury ones fall apart, and some like that
        - Peas, cumin, coriander, green chilli, `amchur`
        """,
        """
        - [x] dough rested
        - [x] filling cold
        - [ ] oil at 150 °C
        - [ ] chutney: one sweet 🍬, one green 🌶️
        - [ ] guests
        """,
    ];

    private static readonly string[] TableBlocks =
    [
        """
        | Oil | Crust | Time |
        | ---: | :--- | ---: |
        | 150 °C | flaky, blistered ✅ | 12 min |
        | 170 °C | smooth | 7 min |
        | 190 °C | brown, raw inside ❌ | 3 min |
        """,
        """
        | Where | Name | Filling | 🌶️ |
        | --- | --- | --- | :---: |
        | Delhi | samosa | potato, peas | 2 |
        | Bengal | *shingara* | cauliflower, peanuts | 1 |
        | Hyderabad | *luqmi* | minced meat | 3 |
        | Goa | *chamuça* | prawns | 2 |
        | Kashgar | *samsa* | lamb, onion | 0 |
        """,
    ];

    private static readonly string[] QuoteBlocks =
    [
        """
        > Between the dough and the oil there is a pause.
        > In the pause there is a cook,
        > and in the cook there is hope.

        — said no one, yet everyone who waited
        """,
        """
        > Nobody was ever late
        > to a table with samosas on it.
        """,
    ];

    private static readonly string[] HindiBlocks =
    [
        """
        > अच्छा समोसा जल्दी में नहीं बनता: आटा आराम करे, तेल धीमा रहे, और बातचीत चलती रहे।

        *A good samosa is not made in a hurry: let the dough rest, keep the oil slow, and let the talk go on.*
        """,
    ];

    private static readonly string[] RightToLeftBlocks =
    [
        """
        السمبوسة الجيدة لا تُستعجل: عجين مرتاح، وزيت هادئ، وضيوف صبورون. 🥟

        *A good samosa is not hurried: rested dough, calm oil, patient guests.*
        """,
        """
        סמוסה טובה מטגנים לאט, ב־150 מעלות, ואוכלים מהר. 😋

        *A good samosa is fried slowly, at 150 degrees, and eaten fast.*
        """,
    ];
}
