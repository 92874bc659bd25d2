using Microsoft.Extensions.Options;

namespace SamosaChaat.Shared.Inference;

/// <summary>Stops the start and names the setting if a setting is invalid.</summary>
internal sealed class InferenceOptionsValidator(IConfiguration configuration) : IValidateOptions<InferenceOptions>
{
    public ValidateOptionsResult Validate(string? name, InferenceOptions options)
    {
        if (options.MaxHistoryMessages < 1) return ValidateOptionsResult.Fail("Inference:MaxHistoryMessages must be at least 1.");
        if (options.MaxPromptTokens < 1) return ValidateOptionsResult.Fail("Inference:MaxPromptTokens must be at least 1.");
        if (options.ConnectTimeout <= TimeSpan.Zero || options.ConnectTimeout > TimeSpan.FromDays(1))
        {
            return ValidateOptionsResult.Fail("Inference:ConnectTimeout must be greater than zero and at most 1.00:00:00 (one day).");
        }

        var upstreams = configuration.GetSection($"{InferenceOptions.Section}:{nameof(InferenceOptions.Upstreams)}");
        if (LoneValue(upstreams) is { } lone)
        {
            return ValidateOptionsResult.Fail(
                $"{lone} must not be a single value. Set values such as Inference:Upstreams:0:Kind or Inference:Upstreams:0:Models:0.");
        }

        // The binder silently drops an entry of a list that has a value of the wrong type. For an entry alone, it throws and names the
        // value.
        foreach (var entry in upstreams.GetChildren()) entry.Get<UpstreamOptions>();

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < options.Upstreams.Count; i++)
        {
            var hasKey = !string.IsNullOrEmpty(upstreams.GetSection($"{i}:{nameof(UpstreamOptions.ApiKey)}").Value);
            if ((ApiKeyFiles.FaultOf(options.Upstreams[i], hasKey) ?? Fault(options.Upstreams[i], names)) is { } fault)
            {
                return ValidateOptionsResult.Fail($"Inference:Upstreams:{i}:{fault}");
            }
        }

        return options.Upstreams.Count(upstream => upstream.Models.Count == 0) > 1
            ? ValidateOptionsResult.Fail(
                "Inference:Upstreams has more than one upstream without Models. Only one upstream can serve all other models.")
            : ValidateOptionsResult.Success;
    }

    /// <summary>
    /// Returns the path of a single value where a list or a section is expected. The binder silently ignores such a value.
    /// </summary>
    private static string? LoneValue(IConfigurationSection upstreams) => upstreams.GetChildren()
        .SelectMany(upstream => new[] { upstream, upstream.GetSection(nameof(UpstreamOptions.Models)) })
        .Prepend(upstreams)
        .FirstOrDefault(section => !string.IsNullOrEmpty(section.Value))?.Path;

    private static string? Fault(UpstreamOptions upstream, HashSet<string> names)
    {
        if (string.IsNullOrWhiteSpace(upstream.Name)) return "Name is required.";
        if (!names.Add(upstream.Name)) return $"Name '{upstream.Name}' is already used by another upstream.";
        if (upstream.Kind is not (UpstreamOptions.Nanochat or UpstreamOptions.OpenAi or UpstreamOptions.Demo))
        {
            return "Kind must be 'nanochat', 'openai' or 'demo'.";
        }

        if (upstream.Kind is not UpstreamOptions.Demo && upstream.Address is null) return "BaseUrl must be an http or https URL.";
        if (upstream.ApiKey?.Any(c => c is < ' ' or > '~') is true) return "ApiKey has characters that an HTTP header cannot contain.";
        if (upstream.Models.Any(string.IsNullOrWhiteSpace)) return "Models has a blank pattern.";
        if (upstream.MaxPromptTokens < 1) return "MaxPromptTokens must be at least 1.";
        if (upstream.MaxAnswerTokens < 1) return "MaxAnswerTokens must be at least 1.";
        if (upstream.Continues is not (Continuations.No or Continuations.Prefill or Continuations.FinalMessage))
        {
            return $"Continues must be '{Continuations.No}', '{Continuations.Prefill}' or '{Continuations.FinalMessage}'.";
        }

        if (upstream.Continues is not Continuations.No && upstream.Kind is not UpstreamOptions.OpenAi)
        {
            return $"Continues is for the kind 'openai' only.";
        }

        return upstream.Kind is UpstreamOptions.Nanochat && upstream.MaxAnswerTokens > UpstreamLimits.DefaultAnswerTokens
            ? $"MaxAnswerTokens must be at most {UpstreamLimits.DefaultAnswerTokens} for the kind 'nanochat'."
            : null;
    }
}
