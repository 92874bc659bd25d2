namespace SamosaChaat.Shared.Inference;

/// <summary>Section <c>Inference</c>.</summary>
internal sealed class InferenceOptions
{
    public const string Section = "Inference";

    /// <summary>Where models are served. With none, the built-in demo takes every model_tag.</summary>
    public List<UpstreamOptions> Upstreams { get; set; } = [];

    /// <summary>How many messages are sent at most, the new one included; at least 1.</summary>
    public int MaxHistoryMessages { get; set; } = 50;

    /// <summary>How many tokens are sent at most; at least 1. The new message is sent even if it alone is longer.</summary>
    public int MaxPromptTokens { get; set; } = 6000;

    /// <summary>How long connecting to a model's server may take, a day at most.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

internal sealed class UpstreamOptions
{
    public const string Nanochat = "nanochat";
    public const string OpenAi = "openai";
    public const string Demo = "demo";

    /// <summary>What it is called in the log and in problem details; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>nanochat</c>, <c>openai</c> or <c>demo</c>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Of <c>openai</c> with its version, <c>http://localhost:8080/v1</c>; of <c>nanochat</c> without, <c>http://localhost:8003</c>.</summary>
    // A string, not a Uri: the binder leaves out an entry of a list that it cannot convert, and says nothing.
    public string? BaseUrl { get; set; }

    /// <summary><see cref="BaseUrl"/> read; null if it is not an http or https URL.</summary>
    internal Uri? Address => Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : null;

    /// <summary>Without the line break that files with secrets often end with.</summary>
    public string? ApiKey { get; set => field = value?.TrimEnd('\r', '\n'); }

    /// <summary>The model_tags that it takes, <c>*</c> standing for any characters. Without any it takes what no other does.</summary>
    public List<string> Models { get; set; } = [];
}
