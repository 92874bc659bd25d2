namespace SamosaChaat.Shared.Inference.Demo;

/// <summary>Contains code blocks, each with its language.</summary>
internal static class DemoCode
{
    public static readonly string[] Blocks =
    [
        """"
        ```python
        def is_done(samosa, oil):
            """Golden on the outside, quiet in the oil."""
            return samosa.colour == "gold" and oil.noise < 0.2


        for samosa in batch[:4]:
            while not is_done(samosa, oil):
                samosa.turn()
        ```
        """",
        """"
        ```javascript
        const response = await fetch(`/conversations/${id}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ message: { content: 'One more samosa?' } }),
        });
        for await (const chunk of response.body) console.log(new TextDecoder().decode(chunk));
        ```
        """",
        """"
        ```sql
        SELECT town, COUNT(*) AS samosas
        FROM plates
        WHERE filling <> 'air' AND eaten_at >= :monday
        GROUP BY town
        ORDER BY samosas DESC;
        ```
        """",
        """"
        ```csharp
        public sealed record Samosa(string Filling, int Pleats)
        {
            public bool Holds => Pleats >= 3 && Filling is { Length: > 0 and < 40 };
        }
        ```
        """",
        """"
        ```json
        { "dough": { "flour_g": 250, "ghee_g": 60, "rest": "PT30M" }, "fold": ["cone", "fill", "pinch"], "oil_c": 150 }
        ```
        """",
    ];
}
