using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.RegenerateAnswer;

internal sealed class Request : IExample
{
    public static object Example => new { message = Sample.Question };

    /// <summary>The id of the question to answer again, or of its answer. It is on the active path. Default: the last question.</summary>
    public Guid? Message { get; init; }

    /// <summary>
    /// True keeps the turns that follow on the active path: they follow the new version of the answer. False takes them off the path.
    /// </summary>
    [DefaultValue(false)]
    public bool KeepFollowing { get; init; }

    /// <summary>
    /// True streams the answer while the model writes it. False waits for the end and returns the assistant's message as JSON.
    /// </summary>
    [DefaultValue(true)]
    public bool Stream { get; init; } = true;

    /// <summary>
    /// The action if a turn of the conversation is running. reject returns 409. cancel ends the running turn and starts the new attempt.
    /// </summary>
    [DefaultValue(OnConflicts.Reject), AllowedValues(OnConflicts.Reject, OnConflicts.Cancel)]
    public string OnConflict { get; init; } = OnConflicts.Reject;
}
