using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Tests.Storage;

/// <summary>One operation to run on a store, and what the model says of it. A result is compared as text.</summary>
internal sealed record StoreStep(Type Operation, bool IsQuery, Func<IStore, Task<string>> Run, Func<StoreModel, string> Expect)
{
    private const string Failed = "failed";

    public static StoreStep Of<T>(Query<T> query, Func<StoreModel, T> model) =>
        new(query.GetType(), true, store => Outcome(store.ReadAsync(query, CancellationToken.None)), Expected(model));

    public static StoreStep Of<T>(Command<T> command, Func<StoreModel, T> model) =>
        new(command.GetType(), false, store => Outcome(store.WriteAsync(command, CancellationToken.None)), Expected(model));

    private static async Task<string> Outcome<T>(ValueTask<T> result)
    {
        try
        {
            return JsonSerializer.Serialize(await result);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or LiteDB.LiteException)
        {
            return Failed;
        }
    }

    private static Func<StoreModel, string> Expected<T>(Func<StoreModel, T> model) => state =>
    {
        try
        {
            return JsonSerializer.Serialize(model(state));
        }
        catch (InvalidOperationException)
        {
            return Failed;
        }
    };
}

/// <summary>A step as it is drawn: what it says in a report, and how it is made for one run with ids of its own.</summary>
internal sealed record StoreDraft(string Text, Func<RunIds, StoreStep> Make);

/// <summary>The few ids of one run, so that runs can share a store and steps meet each other. They are spread over all bytes, to show their order.</summary>
internal sealed class RunIds(int run)
{
    public Guid User(int i) => Id($"user {i}");

    public Guid Session(int i) => Id($"session {i}");

    public Guid Conversation(int i) => Id($"conversation {i}");

    public Guid Message(int i) => Id($"message {i}");

    public string Email(int i) => $"{run}-{i}@example.com";

    private Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{run} {name}")).AsSpan(0, 16));
}
