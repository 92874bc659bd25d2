using System.Globalization;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>
/// Checks whether each upstream answers, serves the configured models and generates a first token. The token may cost money.
/// </summary>
internal sealed class UpstreamCheck(ModelCatalog catalog, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<IEnumerable<Finding>> RunAsync(CancellationToken ct)
    {
        var findings = await Task.WhenAll(catalog.Upstreams.Select(upstream => RunAsync(upstream, ct)));
        return findings.SelectMany(all => all);
    }

    private async Task<IReadOnlyList<Finding>> RunAsync(Upstream upstream, CancellationToken ct)
    {
        var check = $"model:{upstream.Name}";
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var models = await upstream.ListModelsAsync(either.Token);
            var findings = new List<Finding>();
            // The demo accepts every model name.
            if (upstream.Kind != UpstreamOptions.Demo)
            {
                findings.AddRange(upstream.NamedModels.Where(name => !models.Contains(name)).Select(name => Finding.Wrong(
                    check,
                    $"The upstream does not serve the model '{name}' of its settings",
                    $"It serves: {string.Join(", ", models)}. Correct Models, or load the model on the upstream.")));
            }

            if (upstream.NamedModels.Intersect(models).Concat(models).Concat(upstream.NamedModels).FirstOrDefault() is { } model)
            {
                var first = await AskAsync(upstream, check, model, models.Count, either.Token);
                findings.Add(first);
                if (upstream.Kind == UpstreamOptions.OpenAi && first.Verdict == Verdict.Ok)
                {
                    findings.AddRange(await ContinuationCheck.RunAsync(upstream, $"continues:{upstream.Name}", model, either.Token));
                }
            }
            else findings.Add(Finding.Wrong(check, "The upstream answers but serves no model", "Load a model on the upstream."));
            if (upstream.LacksVersion())
            {
                findings.Add(Finding.Note(check, "BaseUrl lacks /v1, and the upstream works with it", "Add /v1 to BaseUrl."));
            }

            return findings;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return [Finding.Wrong(
                check,
                string.Create(CultureInfo.InvariantCulture, $"The upstream sent nothing for {Patience.TotalSeconds:0} s"),
                "Check its log. It may be loading a model or be overloaded.")];
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return [Explain(check, e, upstream)];
        }
    }

    private async Task<Finding> AskAsync(Upstream upstream, string check, string model, int models, CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        await foreach (var update in upstream.Client.GetStreamingResponseAsync(
            [new ChatMessage(ChatRole.User, "Say hello.")], new ChatOptions { ModelId = model, MaxOutputTokens = 16 }, ct))
        {
            if (!update.Contents.Any(content => content is TokensContent or TextContent)) continue;
            return Finding.Ok(
                check,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{models} models; '{model}' wrote its first token after {clock.GetElapsedTime(asked).TotalMilliseconds:0} ms"));
        }

        return Finding.Wrong(
            check,
            $"'{model}' sent an empty answer",
            "Call the upstream directly and check its log. The server needs a chat model with a chat template.");
    }

    private static Finding Explain(string check, Exception error, Upstream upstream)
    {
        var (said, cause) = (UpstreamFailure.From(error, upstream).Problem.Detail!, error.GetBaseException().Message);
        // The exception of a connection names the address and the reason. All others say the same as the problem.
        if (UpstreamFailure.IsUnreachable(error)) said = $"{said} {cause}".ReplaceLineEndings(" ");
        return Finding.Wrong(check, said, Advice(error, said));
    }

    private static string Advice(Exception error, string said)
    {
        bool Says(string status) => said.Contains(status, StringComparison.Ordinal);

        if (UpstreamFailure.IsUnreachable(error))
        {
            return "Is it running? Is BaseUrl correct from this machine? In a container, localhost is the container itself.";
        }

        if (Says("status 401") || Says("status 403")) return "Set or correct ApiKey, or the file that ApiKeyFile names.";

        return Says("status 404")
            ? "Correct BaseUrl. For openai it ends with /v1, such as http://localhost:8080/v1. For nanochat it does not."
            : "Check Kind, and check that a model's server answers at BaseUrl.";
    }
}
