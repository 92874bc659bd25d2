namespace SamosaChaat.Tests.Page;

/// <summary>An answer with everything in it that answers have.</summary>
internal static class RichAnswer
{
    public const string Text =
        """"
        # Folding a samosa

        A good samosa is **crisp outside** and *patient* inside. There are three parts to it:

        1. Rest the dough for `30 minutes`, under a damp cloth.
        2. Roll it thin, and cut each round in half.
           - Wet the straight edge
           - Fold it to a cone
        3. Fill it, and seal the seam.

        > If the seam opens, the oil was too hot or the cook too hurried.

        | Filling | Where from | Fried at |
        | --- | :---: | ---: |
        | Potato and peas | Punjab | 160 °C |
        | Cauliflower (*shingara*) | Bengal | 165 °C |
        | Minced lamb (*luqmi*) | Hyderabad | 170 °C |

        ## Counting them

        ```python
        def samosas(guests: int, hungry: bool = True) -> int:
            """Never count them in front of guests."""
            return guests * (3 if hungry else 2) + 4
        ```

        The oil for $n$ samosas fills a pan of radius $r$ to the height $h$, and $5 buys it:

        $$
        V = \pi r^2 h - \sum_{i=1}^{n} \frac{4}{3} \pi r_i^3
        $$

        - [x] Dough rested
        - [ ] Guests invited[^1]

        [^1]: They come anyway.

        See [the recipe](https://example.com/samosa) for more. नमस्ते! 🥟

        وإلى جانبها صلصة التمر الهندي.
        """";

    /// <summary>As a model would write it.</summary>
    public static IEnumerable<string> Words => System.Text.RegularExpressions.Regex.Matches(Text, @"\s*\S+").Select(match => match.Value);
}
