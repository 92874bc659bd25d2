using System.Globalization;

namespace SamosaChaat.Shared.Domain;

/// <summary>A place in an answer where the model continued the stored text of a run that its server's end had cut off.</summary>
/// <param name="Tokens">The number of the attempt's token events before it.</param>
/// <param name="Characters">The number of UTF-16 units of the content before it.</param>
internal readonly record struct Seam(int Tokens, int Characters);

/// <summary>
/// The seams of an attempt, in order. They also tell its runs apart: each continuation adds one. Two values are equal if their seams are.
/// </summary>
/// <param name="Text">The seams as stored, such as <c>15:71 30:140</c>. Empty if there are none.</param>
internal sealed record Seams(string Text)
{
    public static readonly Seams None = new("");

    public IReadOnlyList<Seam> All => [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    public Seams With(Seam next) => new(string.Create(CultureInfo.InvariantCulture, $"{Text} {next.Tokens}:{next.Characters}").TrimStart());

    /// <param name="stored">The text of a row. Null if the row has none.</param>
    public static Seams Of(string? stored) => stored is null ? None : new(stored);

    private static Seam Parse(string pair)
    {
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return new(
            int.Parse(pair.AsSpan(0, colon), CultureInfo.InvariantCulture), int.Parse(pair.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }
}
