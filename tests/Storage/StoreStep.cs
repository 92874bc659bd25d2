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

    /// <summary>A query whose results have no order of their own.</summary>
    public static StoreStep Of<T, TOrdered>(Query<T> query, Func<StoreModel, T> model, Func<T, TOrdered> order) =>
        Told(query, order, state => order(model(state)));

    /// <summary>A query whose result is told in other words.</summary>
    public static StoreStep Told<T, TTold>(Query<T> query, Func<T, TTold> tell, Func<StoreModel, TTold> model) =>
        new(query.GetType(), true, store => Outcome(store.ReadAsync(query, CancellationToken.None), tell), Expected(model));

    /// <summary>A command that depends on what there is: its values are drawn when the model has come so far, which it has before the stores begin.</summary>
    public static StoreStep Of<TValues, TCommand, T>(Func<StoreModel, TValues> draw, Func<StoreModel, TValues, T> model, Func<TValues, TCommand> make)
        where TCommand : Command<T>
    {
        TValues? values = default;
        return new(typeof(TCommand), false, store => Outcome(store.WriteAsync(make(values!), CancellationToken.None), result => result), state =>
        {
            values = draw(state);
            return Expected(found => model(found, values))(state);
        });
    }

    private static Task<string> Outcome<T>(ValueTask<T> result) => Outcome(result, unordered => unordered);

    private static async Task<string> Outcome<T, TOrdered>(ValueTask<T> result, Func<T, TOrdered> order)
    {
        try
        {
            return JsonSerializer.Serialize(order(await result));
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

    /// <summary>Keys have ids of their own, some of them those of sessions.</summary>
    public Guid ApiKey(int i) => i < 1 ? Session(i) : Id($"key {i}");

    public Guid Conversation(int i) => Id($"conversation {i}");

    /// <summary>Answers have ids of their own, some of them those of questions.</summary>
    public Guid Answer(int i) => i < 2 ? Message(i) : Id($"answer {i}");

    public Guid Message(int i) => Id($"message {i}");

    /// <summary>A question, or an answer.</summary>
    public Guid AnyMessage(int i) => i < 10 ? Message(i) : Answer(i - 10);

    /// <summary>The copy of a message.</summary>
    public Guid Copy(int conversation, int sequence) => Id($"copy {conversation} {sequence}");

    /// <summary>The id of an answer that is still to come.</summary>
    public Guid Reserved(int i) => Id($"reserved {i}");

    public string Email(int i) => $"{run}-{i}@example.com";

    private Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{run} {name}")).AsSpan(0, 16));
}
