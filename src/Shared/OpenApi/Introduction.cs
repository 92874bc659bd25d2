using Microsoft.OpenApi;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Provides the title, the introduction and the tags of the document.</summary>
internal static class Introduction
{
    private const string Text = """
        Stores conversations and their messages, and streams a model's answers while the model writes them.

        **Signing in.** `POST /auth/register` and `POST /auth/login` return an access token for `Authorization: Bearer …` and a refresh
        token. A new account may need an `invite`. `POST /auth/token/refresh` exchanges the refresh token for new tokens. An access
        token is valid for 15 minutes by default. A server can accept access tokens of other issuers, too.

        **Streams.** An answer is a stream of server-sent events with ids. A broken connection loses nothing: the turn continues on the
        server, and `GET /conversations/{conversationId}/messages/{messageId}/stream` continues after the last id that the client received.

        **Repeating.** A client can choose the `id` of a message. The same message with the same `id` is one turn,
        however often the client posts it. A failed turn runs again.

        **Errors** are `application/problem+json` (RFC 9457). For 400, `errors` lists the problems by field. Every response has an
        `x-trace-id`. Any request can fail with 500 if the server itself fails. A write may have been stored then, so repeat it with
        the same `id`.

        **Pages.** Lists have a `limit`. The `Link` header points to the next page. The last page has no `Link` header.

        **Caching.** Lists and conversations have an `ETag`. A request with `If-None-Match` returns 304 while nothing has changed.
        A change of a conversation with `If-Match` returns 412 if the conversation has changed meanwhile.
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

    /// <summary>The tags in alphabetical order, each with its description.</summary>
    public static readonly IReadOnlyList<(string Name, string Description)> Areas =
    [
        ("Admin", "The accounts of all users, for administrators. They give no access to other users' conversations."),
        ("Auth", "Accounts, sessions and their tokens."),
        ("Conversations", "The conversations of a user."),
        ("Health", "Probes for load balancers and monitors."),
        ("Messages", "Turns: a user message and the answer to it, streamed and stored."),
        ("Models", "The models that answer."),
        ("Search", "The search in a user's titles and messages."),
    ];
}
