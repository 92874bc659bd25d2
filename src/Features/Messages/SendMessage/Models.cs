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

    /// <summary>True streams the answer as it is written; false waits and answers the assistant's message as JSON.</summary>
    [DefaultValue(true)]
    public bool Stream { get; init; } = true;

    /// <summary>What happens if another turn of the conversation runs: reject (409) or cancel, which ends that one and goes on.</summary>
    [DefaultValue(OnConflicts.Reject), AllowedValues(OnConflicts.Reject, OnConflicts.Cancel)]
    public string OnConflict { get; init; } = OnConflicts.Reject;

    /// <summary>0 to 2; the model's own unless given.</summary>
    public double? Temperature { get; init; }

    /// <summary>1 to 4096; the model's own unless given.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 to 200; the model's own unless given.</summary>
    public int? TopK { get; init; }
}

/// <summary>A message as the contract has it. Only content is needed; what is not id or content is accepted and decided by the server.</summary>
internal sealed class NewMessage
{
    /// <summary>
    /// Chosen by the client, or else by the server. The same request with the same id is the same turn, for ever: it is joined while it runs, replayed when it
    /// has ended, and run again where it failed.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>Decided by the server, as everything below but content.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Only user.</summary>
    [DisallowNull, AllowedValues(Roles.User)]
    public string? Role { get; init; }

    /// <summary>1 to 200,000 characters, not only white space.</summary>
    [Required]
    public string Content { get; init; } = "";

    public int? TokenCount { get; init; }

    public string? ModelTag { get; init; }

    public int? InferenceTimeMs { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }
}
