using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.SendMessage;

internal sealed class Request : IExample
{
    public static object Example => new { message = new { id = Sample.Question, content = "How do I fold a samosa?" } };

    [Required]
    public NewMessage Message { get; init; } = null!;

    /// <summary>
    /// True streams the answer while the model writes it. False waits for the end and returns the assistant's message as JSON.
    /// </summary>
    [DefaultValue(true)]
    public bool Stream { get; init; } = true;

    /// <summary>
    /// The action if another turn of the conversation is running. reject returns 409. cancel ends the running turn and starts the new one.
    /// </summary>
    [DefaultValue(OnConflicts.Reject), AllowedValues(OnConflicts.Reject, OnConflicts.Cancel)]
    public string OnConflict { get; init; } = OnConflicts.Reject;

    /// <summary>
    /// The id of a user message on the active path. The new message becomes another version of it, and what followed the old one leaves the
    /// path. Default: the new message continues the path.
    /// </summary>
    public Guid? Replaces { get; init; }

    /// <summary>The sampling temperature, 0 to 2. Default: the model's own value.</summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// The maximum number of tokens in the answer, from 1 to the maximum of the conversation's model. That is 4096, unless the settings of
    /// the server say otherwise; an error names it. Default: the model's own value.
    /// </summary>
    public int? MaxTokens { get; init; }

    /// <summary>The number of tokens to sample from, 0 to 200. Default: the model's own value.</summary>
    public int? TopK { get; init; }
}

/// <summary>
/// A new user message. Only content is required. The server accepts all properties, but sets all except id and content itself.
/// </summary>
internal sealed class NewMessage
{
    /// <summary>
    /// The client may choose the id, otherwise the server does. The same request with the same id always means the same turn.
    /// A running turn is joined, a turn that has ended is replayed, and a failed turn runs again.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>Must be the conversation of the path. The server sets it, and all properties below except content.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Must be user.</summary>
    [DisallowNull, AllowedValues(Roles.User)]
    public string? Role { get; init; }

    /// <summary>The text, 1 to 200,000 characters and not only white space.</summary>
    [Required]
    public string Content { get; init; } = "";

    public int? TokenCount { get; init; }

    public string? ModelTag { get; init; }

    public int? InferenceTimeMs { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}
