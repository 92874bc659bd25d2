namespace SamosaChaat.Shared.Http;

/// <summary>Names the media types that .NET has no names for.</summary>
internal static class MediaTypes
{
    /// <summary>JSON values, one a line.</summary>
    public const string JsonLines = "application/x-ndjson";

    public const string Markdown = "text/markdown";

    public const string Html = "text/html";
}
