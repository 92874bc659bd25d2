namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Contains the sentences of the demo model's answers.</summary>
internal static class DemoPhrases
{
    public static readonly string[] Openings =
    [
        "Good question! 🥟",
        "Let me think about that over a cup of chaat masala tea. ☕",
        "That one is close to my heart. 💛",
        "Happy to help.",
        "नमस्ते! Here is what I would say.",
        "Ah, the *important* questions first. 😄",
    ];

    public static readonly string[] Thoughts =
    [
        "A good samosa is crisp outside and patient inside.",
        "The secret is to rest the dough for thirty minutes before you roll it.",
        "Fry them slowly: at 150 °C the crust becomes flaky, at 190 °C it only becomes brown.",
        "Potatoes, peas, cumin, and a little *amchur* for the sour note.",
        "In **Hyderabad** they are small and called *luqmi*; in **Bengal** they are *shingara*, with cauliflower.",
        "Serve them with tamarind chutney, and never count them in front of guests.",
        "If the seam opens, the oil was too hot or the cook too hurried.",
        "Leftovers are a myth, but they would keep for two days.",
        "A pinch of *ajwain* in the dough is what people notice without knowing what it is. 🌿",
        "Water for the seam, not egg: it holds, and nobody has to ask.",
        "Rub the fat into the flour until it holds together like damp sand.",
        "The filling goes in cold; a warm one steams the crust from inside.",
        "Four at a time is a party for the oil, eight is a crowd.",
        "You will know that they are done when they stop singing. 🎶",
    ];

    public static readonly string[] Headings =
    [
        "The short version",
        "What I would do",
        "From the kitchen",
        "Dough, oil and patience",
        "A closer look",
        "Where people go wrong",
        "For the table",
        "Once more, slowly",
    ];
}
