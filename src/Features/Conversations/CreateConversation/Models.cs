using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Conversations.CreateConversation;

internal sealed class Request : IExample
{
    public static object Example => new Request { Title = "Folding samosas", ModelTag = Sample.Model };

    /// <summary>
    /// The client may choose the id, otherwise the server does. The same request with the same id again is answered with the same
    /// conversation as it is now.
    /// </summary>
    public Guid? Id { get; init; }

    /// <summary>The title, 1 to 500 characters and not only white space or invisible characters.</summary>
    [Required]
    public string Title { get; init; } = "";

    /// <summary>The model that answers. An upstream must serve it: see GET /models.</summary>
    [Required]
    public string ModelTag { get; init; } = "";

    /// <summary>
    /// True for a conversation that is in no list, no search and no export. It is deleted for ever some time after its last message
    /// (`Retention:Temporary`), and a change to `"temporary": false` keeps it.
    /// </summary>
    [DefaultValue(false)]
    public bool Temporary { get; init; }
}
