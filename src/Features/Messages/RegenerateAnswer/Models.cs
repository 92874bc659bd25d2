using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Messages.RegenerateAnswer;

internal sealed class Request : IExample
{
    public static object Example => new { message = Sample.Question };

    /// <summary>The question that shall be answered again, or its answer; the last one unless given.</summary>
    public Guid? Message { get; init; }

    /// <summary>True streams the answer as it is written; false waits and answers the assistant's message as JSON.</summary>
    [DefaultValue(true)]
    public bool Stream { get; init; } = true;

    /// <summary>What happens if a turn of the conversation runs: reject (409) or cancel, which ends that one and goes on.</summary>
    [DefaultValue(OnConflicts.Reject), AllowedValues(OnConflicts.Reject, OnConflicts.Cancel)]
    public string OnConflict { get; init; } = OnConflicts.Reject;
}
