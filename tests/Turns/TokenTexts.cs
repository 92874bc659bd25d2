using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Turns;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Tests.Turns;

/// <summary>Tokens as tests write them, a string each.</summary>
internal static class TokenTexts
{
    public static void AppendTokens(this EventLog log, params string[] tokens) => log.AppendTokens(string.Concat(tokens), Lengths(tokens));

    public static void AppendTokens(this ActiveTurn activeTurn, params string[] tokens) => activeTurn.AppendTokens(string.Concat(tokens), Lengths(tokens));

    public static void Add(this TokenBatch buffer, params string[] tokens)
    {
        foreach (var token in tokens) buffer.Add(token.AsSpan());
    }

    public static string[] Texts(this TokenBatch tokens)
    {
        var (texts, start) = (new string[tokens.Count], 0);
        for (var i = 0; i < texts.Length; start += texts[i++].Length) texts[i] = tokens.Text.Slice(start, tokens.Lengths[i]).ToString();
        return texts;
    }

    private static int[] Lengths(string[] tokens) => [.. tokens.Select(token => token.Length)];
}
