using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Nanochat;
using SamosaChaat.Shared.Inference.OpenAi;

namespace SamosaChaat.Tests.Inference;

/// <summary>The result of a response that a client of an upstream has read to its end.</summary>
/// <param name="Failure">The message of the exception that ended it. Null if it ended well.</param>
internal sealed record AnswerRead(string Content, string Reasoning, string? Finish, long? OutputTokens, string? Failure)
{
    /// <summary>Lets the real client of a kind read a response's body, a few bytes at a time.</summary>
    public static async Task<AnswerRead> OfAsync(string kind, byte[] body, int atOnce = 10_000, bool thinkTags = true, int? maxTokens = null)
    {
        var upstream = new UpstreamOptions { Name = "the-upstream", Kind = kind, BaseUrl = "http://model/v1" };
        using var handler = new Canned(body, atOnce);
        using var shared = new HttpClient(handler);
        var http = new UpstreamHttp(shared, upstream, _ => { }, TimeProvider.System, NullLogger.Instance);
        using IChatClient client = kind == "nanochat" ? new NanochatClient(http, thinkTags) : new ChatCompletionsClient(http, thinkTags);
        var (content, reasoning) = (new StringBuilder(), new StringBuilder());
        var (finish, output) = ((string?)null, (long?)null);
        try
        {
            var options = new ChatOptions { MaxOutputTokens = maxTokens };
            await foreach (var update in client.GetStreamingResponseAsync([new(ChatRole.User, "Hello?")], options, TestContext.Current.CancellationToken))
            {
                finish = update.FinishReason?.Value ?? finish;
                foreach (var part in update.Contents)
                {
                    if (part is UsageContent usage) output = usage.Details.OutputTokenCount ?? output;
                    if (part is not TokensContent { Tokens: var tokens }) continue;
                    var (text, thought) = TokenText.Split(tokens.Text, tokens.Lengths);
                    content.Append(text);
                    reasoning.Append(thought);
                }
            }
        }
        catch (Exception e) when (e is UnreadableAnswerException or HttpIOException)
        {
            return new(content.ToString(), reasoning.ToString(), finish, output, e.Message);
        }

        return new(content.ToString(), reasoning.ToString(), finish, output, Failure: null);
    }

    public static Task<AnswerRead> OfAsync(string kind, string body, int atOnce = 10_000, bool thinkTags = true, int? maxTokens = null) =>
        OfAsync(kind, Encoding.UTF8.GetBytes(body), atOnce, thinkTags, maxTokens);

    private sealed class Canned(byte[] body, int atOnce) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Pieces(body, atOnce)) });
    }
}
