namespace SamosaChaat.Tests.Hosting.Upstreams;

/// <summary>How the two kinds of upstream say things, one byte a character.</summary>
public sealed record Dialect(string Kind)
{
    public const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private const string Chunk = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{";

    /// <summary>Around the text of a token, as it stands in the JSON.</summary>
    public (string Before, string After) Around => Kind == "nanochat"
        ? ("data: {\"token\":\"", "\"}\n\n")
        : (Chunk + "\"content\":\"", "\"},\"finish_reason\":null}]}\n\n");

    public string End => Kind == "nanochat" ? "data: {\"done\":true}\n\n" : Finish("stop") + "data: [DONE]\n\n";

    /// <summary>OpenAI's end without the word that nothing more will come.</summary>
    public static string Finish(string reason) => Chunk + $"}},\"finish_reason\":\"{reason}\"}}]}}\n\n";

    public string Token(string json) => Around.Before + json + Around.After;

    /// <summary>An answer that nothing is wrong with.</summary>
    public RawAnswer Good => new(Head + Token("Hel") + Token("lo") + End);
}
