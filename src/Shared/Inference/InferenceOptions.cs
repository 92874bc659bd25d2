namespace SamosaChaat.Shared.Inference;

/// <summary>The settings of section <c>Inference</c>.</summary>
internal sealed class InferenceOptions
{
    public const string Section = "Inference";

    /// <summary>The servers of models. If the list is empty, the built-in demo serves every model_tag.</summary>
    public List<UpstreamOptions> Upstreams { get; set; } = [];

    /// <summary>
    /// A text that precedes the messages of every prompt and the instructions of every conversation. Default: none. Its tokens count.
    /// </summary>
    public string? SystemPrompt { get; set; }

    /// <summary>The maximum number of messages in a prompt, including the new one. At least 1.</summary>
    public int MaxHistoryMessages { get; set; } = 50;

    /// <summary>
    /// The maximum number of tokens in a prompt, at least 1. An upstream can have its own maximum. The system message and the new message
    /// are sent even if they are longer.
    /// </summary>
    public int MaxPromptTokens { get; set; } = 6000;

    /// <summary>The maximum time to connect to an upstream, at most one day.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

internal sealed class UpstreamOptions
{
    public const string Nanochat = "nanochat";
    public const string OpenAi = "openai";
    public const string Demo = "demo";

    /// <summary>The unique name in the log and in problem details.</summary>
    public string Name { get; set; } = "";

    /// <summary>The kind: <c>nanochat</c>, <c>openai</c> or <c>demo</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>
    /// The base URL. For <c>openai</c> it includes the version, <c>http://localhost:8080/v1</c>. For <c>nanochat</c> it does not,
    /// <c>http://localhost:8003</c>.
    /// </summary>
    // The type is string, because the binder silently drops a list entry with a value that it cannot convert.
    public string? BaseUrl { get; set; }

    /// <summary>The parsed <see cref="BaseUrl"/>. Null if it is not an http or https URL.</summary>
    internal Uri? Address => Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : null;

    /// <summary>True if the base URL of an OpenAI-compatible server has no version, such as /v1. The server may still need one.</summary>
    internal bool MayLackVersion => Kind == OpenAi && !Path.Split('/').Any(part => part is ['v' or 'V', >= '0' and <= '9', ..]);

    /// <summary>Returns the URL of a path below the base URL. A query string of the base URL stays, and slashes are not doubled.</summary>
    internal Uri UrlOf(string path) => new UriBuilder(Address!) { Path = $"{Path}/{path}", Fragment = "" }.Uri;

    private string Path =>
        string.Concat(Address!.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => $"/{part}"));

    /// <summary>The API key, without the line break that often ends a secret file.</summary>
    public string? ApiKey { get; set => field = value?.TrimEnd('\r', '\n'); }

    /// <summary>The maximum number of tokens in a prompt, at least 1. Default: <see cref="InferenceOptions.MaxPromptTokens"/>.</summary>
    public int? MaxPromptTokens { get; set; }

    /// <summary>A file that contains the API key, for secrets that are mounted as files. It is read at the start.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>
    /// The maximum <c>max_tokens</c> of a request, at least 1. Default: 4096, which is also the most for <see cref="Nanochat"/>. The limit
    /// at which this server cuts every answer is another one: <c>Streaming:MaxAnswerTokens</c>.
    /// </summary>
    public int? MaxAnswerTokens { get; set; }

    /// <summary>
    /// The model_tags that the upstream serves. <c>*</c> stands for any characters. If the list is empty, it serves all tags that no other
    /// upstream serves.
    /// </summary>
    public List<string> Models { get; set; } = [];

    /// <summary>
    /// The way in which the server continues the beginning of an answer: <c>no</c>, <c>prefill</c> or <c>continue_final_message</c>. Only an
    /// <see cref="OpenAi"/> server can be told. The demo always continues. See <see cref="Continuations"/>.
    /// </summary>
    public string Continues { get; set; } = Continuations.No;

    /// <summary>True if text between think tags at the start of an answer is reasoning.</summary>
    public bool ThinkTags { get; set; } = true;
}
