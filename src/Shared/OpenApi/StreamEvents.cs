using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Turns.Events;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>
/// Defines the events of a turn's stream as types, for the document only. <see cref="StreamEvent"/> writes the actual events.
/// </summary>
internal static class StreamEvents
{
    public static readonly IReadOnlyList<(string Name, string When, Type Type)> All =
    [
        ("message", "The first event: the stored user message.", typeof(MessageEvent)),
        ("token", "A piece of the answer. All pieces joined are its content.", typeof(TokenEvent)),
        ("reasoning", "A piece of the model's reasoning, which is not part of the answer.", typeof(ReasoningEvent)),
        ("restart", "A new attempt starts the answer again. The client discards the text received before.", typeof(RestartEvent)),
        ("error", "A failure after the stream started. `done` follows.", typeof(ErrorEvent)),
        ("done", "The last event. The server sends it after it has stored the answer.", typeof(DoneEvent)),
    ];

    /// <summary>An example of the stream's bytes.</summary>
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

/// <summary>The first event of a turn: the stored user message.</summary>
internal sealed record MessageEvent(MessageResponse Message) : IExample
{
    public static object Example => new MessageEvent(MessageResponse.ExampleQuestion);
}

/// <summary>A piece of the answer.</summary>
/// <param name="Token">Text of any length. All tokens joined are the answer's content.</param>
internal sealed record TokenEvent(string Token) : IExample
{
    public static object Example => new TokenEvent("First");
}

/// <summary>A piece of the model's reasoning. It is not part of the answer's content.</summary>
/// <param name="Reasoning">Text of any length. All pieces joined are the reasoning.</param>
internal sealed record ReasoningEvent(string Reasoning) : IExample
{
    public static object Example => new ReasoningEvent("The user wants to fold a samosa.");
}

/// <summary>A new attempt starts the answer again. The client discards the text received before.</summary>
internal sealed record RestartEvent([property: AllowedValues(true)] bool Restart) : IExample
{
    public static object Example => new RestartEvent(true);
}

/// <summary>A failure after the stream started.</summary>
internal sealed record ErrorEvent(Problem Error) : IExample
{
    private static readonly Problem BrokenOff =
        Problem.Of(StatusCodes.Status502BadGateway, "The model's server 'llama' broke off its answer.");

    public static object Example => new ErrorEvent(BrokenOff with { TraceId = Sample.TraceId });
}

/// <summary>The last event of a turn. The server sends it after it has stored the answer.</summary>
/// <param name="FinishReason">How the turn ended. An answer was stored if message is not null.</param>
/// <param name="Message">The stored answer. Null if no answer was stored.</param>
internal sealed record DoneEvent(
    [property: AllowedValues(true)] bool Done,
    [property: AllowedValues(
        FinishReasons.Stop, FinishReasons.Length, FinishReasons.ContentFilter, FinishReasons.Cancelled, FinishReasons.Interrupted,
        FinishReasons.Error)]
    string FinishReason,
    MessageResponse? Message) : IExample
{
    public static object Example => new DoneEvent(true, FinishReasons.Stop, (MessageResponse)MessageResponse.Example);
}
