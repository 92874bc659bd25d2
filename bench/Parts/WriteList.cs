using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using SamosaChaat.Bench.Hosting;
using SamosaChaat.Features.Conversations;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Features.Conversations.ListConversations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Bench.Parts;

/// <summary>A page of conversations as its endpoint answers it: read from an open store as JSON, tagged, and out.</summary>
public class WriteList : IDisposable
{
    private const int Conversations = 50;

    private string path = "";
    private OpenFolder? folder;
    private Guid user;

    [Params(StorageOptions.Sqlite, StorageOptions.LiteDb)]
    public string Engine { get; set; } = "";

    [GlobalSetup]
    public async Task OpenAsync()
    {
        path = Directory.CreateTempSubdirectory("samosachaat-bench-").FullName;
        // It comes with one conversation.
        user = (await Account.SeedAsync(new(path, Engine), 1))[0].UserId;
        folder = new OpenFolder(path, Engine);
        for (var i = 1; i < Conversations; i++)
        {
            var now = TimeProvider.System.Now();
            await folder.Store.WriteAsync(new AddConversation(new(Guid.CreateVersion7(), user, "How to fold samosas so that they hold", "demo", now, now)), default);
        }
    }

    [Benchmark(Description = "answer a list of 50 conversations")]
    public async Task AnswerAsync()
    {
        var http = new DefaultHttpContext();
        http.Response.Body = Stream.Null;
        using var page = await folder!.Store.ReadAsync(
            new PageOfConversations(user, Cursor.Top, Conversations, ConversationFilter.NotArchived), default);
        await new ConditionalJson(page.Body).ExecuteAsync(http);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        folder!.Dispose();
        GC.SuppressFinalize(this);
        Directory.Delete(path, recursive: true);
    }
}
