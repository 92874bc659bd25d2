using Microsoft.Extensions.DependencyInjection;
using SamosaChaat.Shared.Inference;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

/// <summary>An answer's tokens are counted when a prompt first needs them, and stored with the end of that turn.</summary>
public abstract class CountedOnceTests(string engine)
{
    [Fact]
    public async Task The_first_prompt_that_needs_an_answers_count_stores_it()
    {
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model);
        var store = chat.Server.Services.GetRequiredService<IStore>();

        await chat.User.SendAndWaitAsync(chat.Id, "Hello?");
        Assert.Null(await CountAsync(store, chat));
        await chat.User.SendAndWaitAsync(chat.Id, "And now?");

        Assert.Equal(new TokenCounter().Count("Hello"), await CountAsync(store, chat));
    }

    private static async Task<int?> CountAsync(IStore store, Chat chat) =>
        (await store.ReadAsync(new ReadHistory(chat.Id, 1, 1), chat.Ct)).Single().OwnTokenCount;
}

public sealed class CountedOnceOnSqlite() : CountedOnceTests("sqlite");

public sealed class CountedOnceOnLiteDb() : CountedOnceTests("litedb");

public sealed class CountedOnceOnPostgres() : CountedOnceTests("postgres");
