using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Streaming;

namespace SamosaChaat.Tests.Streaming;

public sealed class EndedTurnsTests
{
    private const int Limit = 8 * 1024 * 1024;

    [Theory]
    [InlineData(40, 10_000)]
    [InlineData(40_000, 1)]
    public void Ended_turns_take_no_more_memory_than_they_may(int count, int size)
    {
        using var ended = new EndedTurns(TimeProvider.System, Options.Create(new StreamingOptions { ReplayBytes = Limit }));
        // What is made once, such as the pools of the JSON writer, is not a turn's.
        Turn(count, size).Dispose();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 40; i++) Keep(ended, Turn(count, size));

        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        // A part for what every object costs, and for whatever else the process does.
        Assert.InRange(taken, 0, Limit + (Limit / 4));
        GC.KeepAlive(ended);
    }

    private static void Keep(EndedTurns ended, Generation turn)
    {
        ended.Add(turn);
        // So that it is about those that are kept.
        turn.Dispose();
    }

    /// <summary>As it is when it has just ended.</summary>
    private static Generation Turn(int count, int size)
    {
        var turn = GenerationTests.Some();
        for (var i = 0; i < count; i++)
        {
            List<string> tokens = [];
            turn.Answer.Take(new ChatResponseUpdate(ChatRole.Assistant, new string('a', size)), tokens);
            turn.AppendTokens([.. tokens]);
        }

        turn.End(new TurnOutcome(FinishReasons.Stop, turn.Answer.ToMessage(turn.Turn), null));
        return turn;
    }
}
