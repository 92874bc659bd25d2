using System.Diagnostics;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>Gives a turn a trace of its own, because it outlives the request that started it. Both traces link to each other.</summary>
internal static class TurnSpan
{
    /// <summary>Starts the span that everything in the turn belongs to. Returns null if no listener exists.</summary>
    public static Activity? Begin(Turn turn)
    {
        if (!Instrumentation.Spans.HasListeners()) return null;

        var request = Activity.Current;
        Activity.Current = null;
        ActivityLink[] links = request is null ? [] : [new(request.Context)];
        var span = Instrumentation.Spans.StartActivity("turn", ActivityKind.Internal, parentContext: default, links: links);
        if (span is not null) request?.AddLink(new(span.Context));
        return span?
            .SetTag("samosachaat.turn.id", turn.Id)
            .SetTag("gen_ai.conversation.id", turn.ConversationId)
            .SetTag("samosachaat.turn.attempt", turn.Attempt);
    }

    public static void End(this Activity span, string finishReason)
    {
        span.SetTag("samosachaat.finish_reason", finishReason);
        if (finishReason == FinishReasons.Error) span.SetStatus(ActivityStatusCode.Error);
        span.Dispose();
    }
}
