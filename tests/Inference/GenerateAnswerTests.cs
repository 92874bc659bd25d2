using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Inference.Nanochat;

namespace SamosaChaat.Tests.Inference;

/// <summary>An update is a sign of life, by which a model that thinks is told from one that is silent.</summary>
public sealed class GenerateAnswerTests
{
    [Theory]
    [InlineData(": still here\n\n: still here\n\n")]
    [InlineData("event: ping\nid: 1\n\n\n\n")]
    [InlineData("data: {\"token\":")]
    public async Task What_is_no_event_is_no_update(string sent)
    {
        using var answer = new GenerateAnswer(maxTokens: null, thinkTags: true);
        Assert.Null(await ReadAsync(answer, sent));
    }

    [Fact]
    public async Task An_event_without_a_token_is_an_update_without_text()
    {
        using var answer = new GenerateAnswer(maxTokens: null, thinkTags: true);
        Assert.Empty((await ReadAsync(answer, "data: {\"gpu\":0}\n\n"))!.Contents);
    }

    [Fact]
    public async Task A_comment_takes_nothing_from_the_events_beside_it()
    {
        using var answer = new GenerateAnswer(maxTokens: null, thinkTags: true);
        var update = await ReadAsync(answer, ": still here\n\ndata: {\"token\":\"Hello\"}\n\n: still here\n\n");

        Assert.Equal("Hello", TokensContent.TextOf(update!));
    }

    private static async Task<ChatResponseUpdate?> ReadAsync(GenerateAnswer answer, string sent)
    {
        using var events = new EventStreamReader(new Pieces(sent, 1000));
        Assert.True(await events.FillAsync(TestContext.Current.CancellationToken));
        return answer.Read(events);
    }
}
