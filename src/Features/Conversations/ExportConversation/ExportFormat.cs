using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Transfer.Pages;

namespace SamosaChaat.Features.Conversations.ExportConversation;

/// <summary>Describes a format of an exported conversation.</summary>
/// <param name="Name">The name in a request.</param>
/// <param name="Extension">The end of a file's name.</param>
/// <param name="Page">Writes the format. Null for the lines that can be imported again.</param>
internal sealed record ExportFormat(string Name, string MediaType, string Extension, ConversationPage? Page)
{
    public const string Default = "jsonl";

    public static readonly IReadOnlyList<ExportFormat> All =
    [
        new(Default, MediaTypes.JsonLines, "jsonl", Page: null),
        new("markdown", MediaTypes.Markdown, "md", new MarkdownPage()),
        new("html", MediaTypes.Html, "html", new HtmlPage()),
    ];

    public static ExportFormat? Find(string name) => All.FirstOrDefault(format => format.Name == name);
}
