using SamosaChaat.Features.Auth.Register;
using SamosaChaat.Features.Conversations.CreateConversation;
using SamosaChaat.Shared.Storage;
using SamosaChaat.Shared.Transfer.Exports;

namespace SamosaChaat.Tests.Storage;

/// <summary>Nothing lies between two bounds in the wrong order, on every engine.</summary>
public sealed class ReversedBoundsTests
{
    [Theory]
    [InlineData(StorageOptions.Sqlite)]
    [InlineData(StorageOptions.LiteDb)]
    [InlineData(StorageOptions.Postgres)]
    public async Task No_turn_is_from_the_second_one_to_the_first(string engine)
    {
        using var store = new TempStore(engine);
        var user = Some.User();
        var conversation = Some.Conversation(user);
        await store.WriteAsync(new AddUser(user, Some.Session(user)));
        await store.WriteAsync(new AddConversation(conversation));
        var question = (await store.WriteAsync(Some.Begin(user, conversation, Guid.CreateVersion7()))).Question!;
        await store.WriteAsync(Some.Finish(question, Some.Answer(conversation.Id, 1, "Wet the edge.")));

        Assert.Single(await store.ReadAsync(new ReadTurns(user.Id, conversation.Id, 0, 1)));
        Assert.Empty(await store.ReadAsync(new ReadTurns(user.Id, conversation.Id, 1, 0)));
    }
}
