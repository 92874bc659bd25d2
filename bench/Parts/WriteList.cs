using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Bench.Parts;

/// <summary>A page of conversations as its endpoint answers it: JSON, its tag, and out.</summary>
public class WriteList
{
    private readonly Conversation[] found = [.. Enumerable.Range(0, 50).Select(_ => new Conversation(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "How to fold samosas so that they hold", "demo", TimeProvider.System.Now(), TimeProvider.System.Now()))];

    [Benchmark(Description = "answer a list of 50 conversations")]
    public async Task AnswerAsync()
    {
        var http = new DefaultHttpContext();
        http.Response.Body = Stream.Null;
        var page = found.Select(ConversationResponse.From).ToArray();
        await new ConditionalJson<ConversationResponse[]>(page, ConversationJson.Default.ConversationResponseArray).ExecuteAsync(http);
    }
}
