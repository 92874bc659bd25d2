using System.Globalization;
using SamosaChaat.Shared.Inference;

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

    /// <param name="number">The upstream's place in the settings.</param>
    /// <param name="url">The service's address. An openai service has its protocol under /v1.</param>
    public static (string Name, string Value)[] Of(int number, string model, Uri url, string kind = UpstreamOptions.Nanochat)
    {
        var section = string.Create(CultureInfo.InvariantCulture, $"Inference:Upstreams:{number}");
        return
        [
            ($"{section}:Name", model),
            ($"{section}:Kind", kind),
            ($"{section}:BaseUrl", url.OriginalString),
            ($"{section}:Models:0", model),
        ];
    }
}
