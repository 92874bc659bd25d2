using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SamosaChaat.Shared.Turns.Operations;

namespace SamosaChaat.Tests.Turns;

/// <summary>The rounds in which what running turns have written is stored.</summary>
public abstract class CheckpointTests(string engine)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    [Fact]
    public async Task There_are_rounds_only_while_a_turn_runs()
    {
        var timers = new RecordedTimers();
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, services => services.AddSingleton<TimeProvider>(timers));
        var end = new TaskCompletionSource();
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await end.Task.WaitAsync(reply.Gone);
            await reply.EndAsync();
        };
        Assert.DoesNotContain(Interval / 8, timers.Periods);

        for (var turn = 0; turn < 2; turn++)
        {
            end = new();
            using var response = await chat.PostAsync("Hello?");
            Assert.Contains(Interval / 8, timers.Periods);
            end.SetResult();
            Assert.Contains("\"done\":true", await response.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);

            await timers.NoneOfAsync(Interval / 8, chat.Ct);
        }
    }

    [Fact]
    public async Task None_is_taken_of_a_turn_whose_end_is_on_its_way_to_the_store()
    {
        var (clock, store) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), new StoreGate());
        await using var model = new NanochatServer();
        await using var chat = await Chat.StartAsync(engine, model, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            store.PutBeforeStore(services);
        });
        using var end = store.Hold<FinishTurn>();
        using var ending = await chat.PostAsync("Hello?");
        await end.Reached.WaitAsync(chat.Ct);

        // Other turns tell when a round has come to them: the first one is over when the second has begun.
        model.Script = async reply =>
        {
            await reply.TokenAsync("one");
            await reply.HangAsync();
        };
        for (var round = 0; round < 2; round++)
        {
            var other = await chat.User.CreateConversationAsync("Another", Chat.ModelTag);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/conversations/{other.Id()}/messages") { Content = JsonContent.Create(new { message = new { content = "And you?" } }) };
            using var response = await chat.User.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, chat.Ct);
            await using var body = await response.Content.ReadAsStreamAsync(chat.Ct);
            await body.ReadUntilAsync(text => text.Contains("one", StringComparison.Ordinal), chat.Ct);
            var saved = store.Next<SaveCheckpoint>();
            clock.Advance(Interval);
            await saved.WaitAsync(chat.Ct);
        }

        // Of the turn that ends there would have been one in the first round.
        Assert.Equal(2, store.Commands.Count(command => command is SaveCheckpoint));
        end.Open();
        Assert.Contains("\"done\":true", await ending.Content.ReadAsStringAsync(chat.Ct), StringComparison.Ordinal);
    }
}

public sealed class CheckpointsOnSqlite() : CheckpointTests("sqlite");

public sealed class CheckpointsOnLiteDb() : CheckpointTests("litedb");

public sealed class CheckpointsOnPostgres() : CheckpointTests("postgres");
