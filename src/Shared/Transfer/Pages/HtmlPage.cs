using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Transfer.Pages;

/// <summary>Writes a page that needs nothing else and runs nothing. All texts are escaped, and its policy allows its own style only.</summary>
internal sealed class HtmlPage : ConversationPage
{
    private const string Style = """
        body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
        h1{font-size:1.5rem}h2{font-size:1rem;margin:1.5rem 0 .25rem}time,summary{color:#555;font-size:.875rem;font-weight:normal}
        div{white-space:pre-wrap;overflow-wrap:anywhere}
        @media(prefers-color-scheme:dark){body{color:#ddd;background:#161616}time,summary{color:#aaa}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    protected override string End => "</main>\n</html>\n";

    protected override string Beginning(Conversation conversation) => $"""
        <!DOCTYPE html>
        <html>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width">
        <meta name="referrer" content="no-referrer">
        <title>{Encoder.Encode(conversation.Title)}</title>
        <style>{Style}</style>
        <main>
        <h1 dir="auto">{Encoder.Encode(conversation.Title)}</h1>

        """;

    protected override string MessageText(Message message, string? reasoning) => $"""
        <h2>{Encoder.Encode(NameOf(message))} <time>{TimeOf(message.CreatedAt)}</time></h2>
        {Details(reasoning)}<div dir="auto">{Encoder.Encode(message.Content)}</div>

        """;

    private static string Details(string? reasoning) => string.IsNullOrWhiteSpace(reasoning)
        ? ""
        : $"<details><summary>Reasoning</summary><div dir=\"auto\">{Encoder.Encode(reasoning)}</div></details>\n";
}
