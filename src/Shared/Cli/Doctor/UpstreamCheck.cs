using System.Globalization;
using Microsoft.Extensions.AI;
using SamosaChaat.Shared.Inference;

namespace SamosaChaat.Shared.Cli.Doctor;

/// <summary>Whether each model's server is there, has the models that it should, and writes a first word. That word costs what a word costs there.</summary>
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
            // The demo goes by any name.
            if (upstream.Kind != UpstreamOptions.Demo)
            {
                findings.AddRange(upstream.NamedModels.Where(name => !models.Contains(name)).Select(name => Finding.Wrong(
                    check, $"The model '{name}' of its settings is not served there", $"It has: {string.Join(", ", models)}. Correct Models, or load the model there.")));
            }

            if (upstream.NamedModels.Intersect(models).Concat(models).Concat(upstream.NamedModels).FirstOrDefault() is { } model) findings.Add(await AskAsync(upstream, check, model, models.Count, either.Token));
            else findings.Add(Finding.Wrong(check, "It answers, but has no model", "Load one there."));
            return findings;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return [Finding.Wrong(check, string.Create(CultureInfo.InvariantCulture, $"It said nothing for {Patience.TotalSeconds:0} s"), "Look at its log: it may be loading a model, or have too much to do.")];
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return [Explain(check, e, upstream)];
        }
    }

    private async Task<Finding> AskAsync(Upstream upstream, string check, string model, int models, CancellationToken ct)
    {
        var asked = clock.GetTimestamp();
        await foreach (var update in upstream.Client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Say hello.")], new ChatOptions { ModelId = model, MaxOutputTokens = 16 }, ct))
        {
            if (TokensContent.TextOf(update).Length == 0) continue;
            return Finding.Ok(check, string.Create(CultureInfo.InvariantCulture, $"{models} models; '{model}' wrote its first token after {clock.GetElapsedTime(asked).TotalMilliseconds:0} ms"));
        }

        return Finding.Wrong(check, $"'{model}' answered without a word", "Ask it by itself, and look at its log: a chat model is needed, with a chat template.");
    }

    private static Finding Explain(string check, Exception error, Upstream upstream)
    {
        var said = $"{UpstreamFailure.From(error, upstream).Detail} {error.GetBaseException().Message}".ReplaceLineEndings(" ");
        var advice = UpstreamFailure.IsUnreachable(error) ? "Is it running, and is BaseUrl right as seen from this machine? In a container, localhost is the container itself."
            : said.Contains("status 401", StringComparison.Ordinal) || said.Contains("status 403", StringComparison.Ordinal) ? "Set ApiKey, or correct it."
            : said.Contains("status 404", StringComparison.Ordinal) ? "Correct BaseUrl: an openai server's ends with /v1, as in http://localhost:8080/v1; a nanochat one's does not."
            : "Is Kind right, and is it a model's server that answers there?";
        return Finding.Wrong(check, said, advice);
    }
}
