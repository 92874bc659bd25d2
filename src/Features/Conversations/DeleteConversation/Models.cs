using System.ComponentModel;
using FastEndpoints;

namespace SamosaChaat.Features.Conversations.DeleteConversation;

internal sealed class Request
{
    /// <summary>True to delete the conversation for ever. Otherwise it goes to the trash.</summary>
    [QueryParam, DefaultValue(false)]
    public bool Permanently { get; init; }
}
