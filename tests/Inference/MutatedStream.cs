using System.Globalization;
using System.Text;

namespace SamosaChaat.Tests.Inference;

/// <summary>
/// Writes the stream of an answer with everything changed that does not matter: types, nulls, further fields, the order of fields, escapes,
/// white space, events in between, line ends.
/// </summary>
internal sealed class MutatedStream(Random random)
{
    private static readonly string[] Words = ["id", "object", "created", "model", "system_fingerprint", "service_tier", "gpu", "x", "timings", ""];
    private static readonly string[] InnerWords = ["logprobs", "role", "name", "audio", "annotations", "x", "stop_reason", "matched_stop"];
    private static readonly string[] Noise = ["data:", "data", "data: null", ": still here", "event: ping", "id: 7", "retry: 10", "foo: bar", ":"];
    private static readonly string[] Pieces = ["Hello", " ", "\n\n", "samosa", "\u20AC", "\uD83E\uDD5F", "\"", "\\", "</", "{}", "data: ", "\u0928\u092E", "a\u0301", "\t", "<b>", "[DONE]", "null", ",", "\u200B"];

    /// <summary>Returns a text that begins like an answer. Reasoning in tags has tests of its own.</summary>
    public string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    /// <param name="kind">The kind of upstream.</param>
    public string Write(string kind, string text)
    {
        var stream = new StringBuilder(random.Next(8) == 0 ? "\uFEFF" : "");
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var length = Math.Min(rest.Length, random.Next(1, 8));
            var token = rest[..length].ToString();
            stream.Append(NoiseOrNot()).Append(Event(kind == "nanochat" ? Token(token) : Chunk(token)));
            rest = rest[length..];
        }

        stream.Append(NoiseOrNot()).Append(Event(kind == "nanochat" ? Object([("done", "true")], Words) : Choice([("delta", "{}"), ("finish_reason", "\"stop\"")])));
        if (random.Next(2) == 0 && kind == "openai") stream.Append("data: [DONE]\n\n");
        return stream.ToString().Replace("\n", random.Next(6) switch { 0 => "\r\n", 1 => "\r", _ => "\n" }, StringComparison.Ordinal);
    }

    /// <summary>Returns the text as a JSON string. Half of a surrogate pair stays what it is.</summary>
    public static string Quote(string text) => Quote(text, _ => false);

    private static string Quote(string text, Func<char, bool> escape) => $"\"{string.Concat(text.Select(c => c is < ' ' or '"' or '\\' || char.IsSurrogate(c) || escape(c)
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")
        : c.ToString()))}\"";

    private string Token(string token) => Object([("token", Quoted(token))], Words);

    private string Chunk(string token)
    {
        var content = random.Next(12) == 0 ? $"[{{\"type\":\"text\",\"text\":{Quoted(token)}}}]" : Quoted(token);
        var delta = Object([("content", content), .. random.Next(3) == 0 ? Nothings("refusal", "reasoning", "reasoning_content") : []], InnerWords);
        var finish = random.Next(5) switch { 0 => "\"\"", 1 => "\"null\"", 2 => "false", _ => "null" };
        return Choice([("delta", delta), .. random.Next(4) == 0 ? [] : new[] { ("finish_reason", finish) }]);
    }

    private string Choice((string, string)[] fields)
    {
        var choice = Object([.. fields, .. random.Next(4) == 0 ? [] : new[] { ("index", "0") }], InnerWords);
        var other = Object([("index", random.Next(1, 4).ToString(CultureInfo.InvariantCulture)), ("delta", "{\"content\":\"no\"}"), ("finish_reason", "\"stop\"")], InnerWords);
        var choices = random.Next(10) == 0 ? $"[{other},{choice}]" : random.Next(10) == 0 ? $"[null,{choice},{Junk(2)}]" : $"[{choice}]";
        return Object([("choices", choices), .. random.Next(4) == 0 ? Nothings("usage", "error") : []], Words);
    }

    /// <summary>Fields that matter, with values that say nothing.</summary>
    private IEnumerable<(string, string)> Nothings(params string[] names) =>
        names.Select(name => (name, random.Next(3) switch { 0 => "null", 1 => "\"\"", _ => "[]" }));

    private string Object(IEnumerable<(string Name, string Json)> fields, string[] further)
    {
        var all = fields.Concat(further.Where(_ => random.Next(3) == 0).Select(name => (Name: name, Json: Junk(3)))).ToArray();
        random.Shuffle(all);
        var blank = random.Next(4) == 0 ? " " : "";
        return $"{{{blank}{string.Join($",{blank}", all.Select(field => $"\"{field.Name}\":{blank}{field.Json}"))}{blank}}}";
    }

    private string Junk(int depth) => random.Next(depth > 0 ? 10 : 8) switch
    {
        0 => "null",
        1 => "true",
        2 => "-1",
        3 => "1732022963.25",
        4 => "1e400",
        5 => "\"\"",
        6 => Quoted(Pieces[random.Next(Pieces.Length)]),
        7 => "[]",
        8 => $"[{Junk(depth - 1)},{Junk(depth - 1)}]",
        _ => $"{{\"content\":{Junk(depth - 1)},\"token\":{Junk(depth - 1)}}}",
    };

    private string Quoted(string text) => Quote(text, _ => random.Next(10) == 0);

    private string NoiseOrNot() => random.Next(3) == 0 ? Noise[random.Next(Noise.Length)] + "\n\n" : "";

    private string Event(string json) => random.Next(8) == 0 ? $"event: message\ndata:{json}\n\n" : $"data: {json}\n\n";
}
