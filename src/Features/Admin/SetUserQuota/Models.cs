using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Admin.SetUserQuota;

internal sealed class Request : IExample
{
    public static object Example => new Request { TurnsPerDay = 200 };

    /// <summary>The turns that the user may start in a day. Null or omitted: the settings decide.</summary>
    public long? TurnsPerDay { get; init; }

    /// <summary>The tokens that the user may use in a day. Null or omitted: the settings decide.</summary>
    public long? TokensPerDay { get; init; }
}
