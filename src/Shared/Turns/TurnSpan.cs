using System.Diagnostics;
using SamosaChaat.Shared.Diagnostics;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Turns;

/// <summary>A turn in a trace of its own, for it outlives the request that began it; the two are linked, each with the other.</summary>
internal static class TurnSpan
{
    /// <summary>Null if nobody listens. Otherwise it is what everything that follows belongs to.</summary>
    public static Activity? Begin(Turn turn)
    {
        if (!Instrumentation.Spans.HasListeners()) return null;

        var request = Activity.Current;
        Activity.Current = null;
        var span = Instrumentation.Spans.StartActivity("turn", ActivityKind.Internal, parentContext: default, links: request is null ? [] : [new(request.Context)]);
        if (span is not null) request?.AddLink(new(span.Context));
        return span?.SetTag("samosachaat.turn.id", turn.Id).SetTag("gen_ai.conversation.id", turn.ConversationId).SetTag("samosachaat.turn.attempt", turn.Attempt);
    }

    public static void End(this Activity span, string finishReason)
    {
        span.SetTag("samosachaat.finish_reason", finishReason);
        if (finishReason == FinishReasons.Error) span.SetStatus(ActivityStatusCode.Error);
        span.Dispose();
    }
}
