using System.Globalization;

namespace SamosaChaat.Bench.Upstream;

/// <summary>How the program is told to ask the bench's services.</summary>
internal static class UpstreamSettings
{
    /// <param name="models">Each is taken by a service of its own.</param>
    public static (string Name, string Value)[] Of(params (string Model, Uri Url)[] models) =>
    [
        // A long history costs every side the same, and would hide what is looked for.
        ("Inference:MaxHistoryMessages", "1"),
        .. models.SelectMany((service, number) => Of(number, service.Model, service.Url)),
    ];

    private static (string Name, string Value)[] Of(int number, string model, Uri url)
    {
        var section = string.Create(CultureInfo.InvariantCulture, $"Inference:Upstreams:{number}");
        return
        [
            ($"{section}:Name", model),
            ($"{section}:Kind", "nanochat"),
            ($"{section}:BaseUrl", url.OriginalString),
            ($"{section}:Models:0", model),
        ];
    }
}
