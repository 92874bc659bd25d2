using System.Text.Json;

namespace SamosaChaat.Tests.Hosting.Clients;

/// <summary>A conversation with one turn and instructions, and all that its owner can read of it.</summary>
public sealed class UserData
{
    private UserData(TestUser owner, JsonElement conversation, JsonElement message)
    {
        Owner = owner;
        ConversationId = conversation.Id();
        MessageId = message.Id();
    }

    public TestUser Owner { get; }

    public Guid ConversationId { get; }

    /// <summary>The user message, which names the turn.</summary>
    public Guid MessageId { get; }

    /// <summary>The session of the owner's client.</summary>
    public Guid SessionId { get; private init; }

    public Guid KeyId { get; private init; }

    /// <summary>A conversation in the trash.</summary>
    public Guid TrashedId { get; private init; }

    public static async Task<UserData> OfAsync(TestUser owner)
    {
        var conversation = await owner.CreateConversationAsync("Dough");
        await owner.SendAndWaitAsync(conversation.Id(), "How long does it rest?");
        await owner.InstructAsync(conversation.Id(), "Be brief.");
        return new UserData(owner, conversation, (await owner.MessagesAsync(conversation.Id()))[0])
        {
            SessionId = (await owner.GetAsync("/auth/sessions"))[0].Id(),
            KeyId = (await owner.CreateKeyAsync("read")).Id(),
            TrashedId = await TrashAsync(owner),
        };
    }

    /// <summary>What goes in place of a route's parameter.</summary>
    public Guid Id(string parameter) => parameter switch
    {
        "conversationId" => ConversationId,
        "messageId" => MessageId,
        "userId" => Owner.Id,
        "sessionId" => SessionId,
        "keyId" => KeyId,
        "trashedId" => TrashedId,
        _ => throw new NotSupportedException($"'{parameter}' is a new parameter of a route: say here what it stands for."),
    };

    /// <summary>The lists, the conversation and its instructions, byte for byte.</summary>
    public async Task<string> ReadAsync()
    {
        var conversation = $"/conversations/{ConversationId}";
        string[] paths = ["/auth/me", "/conversations", "/trash", conversation, $"{conversation}/messages", $"{conversation}/instructions"];
        var answers = new List<string>();
        foreach (var path in paths) answers.Add(await Owner.Http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return string.Join('\n', answers);
    }

    private static async Task<Guid> TrashAsync(TestUser owner)
    {
        var id = (await owner.CreateConversationAsync("Burnt")).Id();
        using var deleted = await owner.Http.RemoveAsync($"/conversations/{id}");
        deleted.EnsureSuccessStatusCode();
        return id;
    }
}
