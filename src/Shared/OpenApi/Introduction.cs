using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>What the document says before its operations.</summary>
internal static class Introduction
{
    private const string Text = """
        Conversations, their messages, and answers streamed from a model while they are written.

        **Signing in.** `POST /auth/register` or `/auth/login` gives an access token for `Authorization: Bearer …`, and a refresh token that
        `POST /auth/token/refresh` exchanges for new ones. An access token is good for 15 minutes unless the server is set up otherwise.

        **Streams.** An answer comes as server-sent events with ids. A connection that breaks loses nothing: the turn goes on at the server, and
        `GET /conversations/{conversationId}/messages/{messageId}/stream` goes on after the last id that was seen.

        **Repeating.** A message with an `id` of the client's own is sent once however often it is posted.

        **Errors** are `application/problem+json` (RFC 9457). For 400 `errors` says what is wrong, by field. Every answer has an `x-trace-id`. Any
        request may be answered 500 when the server itself fails; nothing is changed then.

        **Pages.** Lists have a `limit`, and a `Link` header to the next page while there is one.

        **Caching.** Lists and conversations have an `ETag`; `If-None-Match` with it is answered 304 while nothing has changed.
        """;

    public static OpenApiInfo Info => new()
    {
        Title = "samosaChaat Chat API",
        Version = typeof(Program).Assembly.GetName().Version!.ToString(3),
        Summary = "A self-hosted chat backend.",
        Description = Text,
        Contact = new OpenApiContact { Name = "The SamosaChaat contributors" },
        License = new OpenApiLicense { Name = "MIT License", Identifier = "MIT" },
    };

    /// <summary>In the order of their names, as everywhere.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> Areas =
    [
        ("Auth", "Accounts, sessions and their tokens."),
        ("Conversations", "What a user has talked about."),
        ("Health", "For load balancers and monitors."),
        ("Messages", "Turns: a message, and the answer to it while it is written and afterwards."),
        ("Models", "Who answers."),
    ];
}
