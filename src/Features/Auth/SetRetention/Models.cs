using SamosaChaat.Shared.Http;

namespace SamosaChaat.Features.Auth.SetRetention;

internal sealed class Request : IExample
{
    public static object Example => new Request { Days = 90 };

    /// <summary>The number of days, 1 to 36500. Null or omitted: the server decides.</summary>
    public int? Days { get; init; }
}
