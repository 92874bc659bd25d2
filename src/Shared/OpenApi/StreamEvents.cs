using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>The events of a turn's stream as types, for the document alone; <see cref="StreamEvent"/> writes them.</summary>
internal static class StreamEvents
{
    public static readonly IReadOnlyList<(string Name, string When, Type Type)> All =
    [
        ("message", "The first event: the user's message as it is stored.", typeof(MessageEvent)),
        ("token", "A piece of the answer; joined, they are its content.", typeof(TokenEvent)),
        ("restart", "The answer is written again: what came before it is void.", typeof(RestartEvent)),
        ("error", "What went wrong after the stream began; `done` follows.", typeof(ErrorEvent)),
        ("done", "The last event, sent when the answer is stored.", typeof(DoneEvent)),
    ];

    /// <summary>As bytes of the stream.</summary>
    public const string Frames = """
        id: 0
        data: {"message":{"id":"019ab55a-52f7-7a14-a0d3-7c4b8e6f1a03","role":"user","content":"How do I fold a samosa?", …}}

        id: 1
        data: {"token":"First"}

        : keep-alive

        id: 2
        data: {"token":", rest the dough."}

        id: 3
        data: {"done":true,"finish_reason":"stop","message":{"id":"019ab55a-530a-7d6b-93f8-2e9c5b7d4f04","role":"assistant", …}}
        """;
}

/// <summary>The user's message as it is stored: the first event of a turn.</summary>
internal sealed record MessageEvent(MessageResponse Message) : IExample
{
    public static object Example => new MessageEvent(MessageResponse.ExampleQuestion);
}

/// <summary>A piece of the answer.</summary>
/// <param name="Token">Text of any length; joined, the tokens are the answer's content.</param>
internal sealed record TokenEvent(string Token) : IExample
{
    public static object Example => new TokenEvent("First");
}

/// <summary>The answer is written again, from its beginning: what was streamed before is void.</summary>
internal sealed record RestartEvent([property: AllowedValues(true)] bool Restart) : IExample
{
    public static object Example => new RestartEvent(true);
}

/// <summary>What went wrong after the stream began.</summary>
internal sealed record ErrorEvent(Problem Error) : IExample
{
    public static object Example => new ErrorEvent(Problem.Of(StatusCodes.Status502BadGateway, "The model's server 'llama' broke off its answer.") with { TraceId = Sample.TraceId });
}

/// <summary>The last event of a turn, sent when the answer is stored.</summary>
/// <param name="FinishReason">How the turn ended; an answer was kept if there is a message.</param>
/// <param name="Message">The answer as it is stored; null if there is none.</param>
internal sealed record DoneEvent(
    [property: AllowedValues(true)] bool Done,
    [property: AllowedValues(FinishReasons.Stop, FinishReasons.Length, FinishReasons.Cancelled, FinishReasons.Interrupted, FinishReasons.Error)] string FinishReason,
    MessageResponse? Message) : IExample
{
    public static object Example => new DoneEvent(true, FinishReasons.Stop, (MessageResponse)MessageResponse.Example);
}
