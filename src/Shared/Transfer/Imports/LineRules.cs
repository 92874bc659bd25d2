using FluentValidation;
using SamosaChaat.Shared.Domain;
using SamosaChaat.Shared.Http;
using SamosaChaat.Shared.Transfer.Lines;

namespace SamosaChaat.Shared.Transfer.Imports;

// The texts of a user are held to the rules of the API. Those of a model were never held to any.
internal sealed class ConversationRules : AbstractValidator<ConversationLine>
{
    public ConversationRules()
    {
        RuleFor(line => line.Title).Line(TextLimits.Title).WithName("title");
        RuleFor(line => line.ModelTag).Line(TextLimits.ModelTag).WithName("model_tag");
        When(line => line.Instructions is not null, () =>
            RuleFor(line => line.Instructions).Text(TextLimits.Instructions).WithName("instructions"));
    }
}

internal sealed class TurnRules : AbstractValidator<TurnLine>
{
    public TurnRules()
    {
        RuleFor(line => line.Content).Text(TextLimits.Content).WithName("content");
        RuleFor(line => line.ModelTag).Line(TextLimits.ModelTag).WithName("model_tag");
        RuleFor(line => line.Sampling.Temperature).InclusiveBetween(0, 2).WithName("temperature");
        RuleFor(line => line.Sampling.MaxTokens).GreaterThanOrEqualTo(1).WithName("max_tokens");
        RuleFor(line => line.Sampling.TopK).InclusiveBetween(0, 200).WithName("top_k");
        RuleFor(line => line.ParentAttempt).InclusiveBetween(0, OutcomeRules.MaxAttempt).WithName("parent_attempt");
        RuleFor(line => line.Attempt).InclusiveBetween(0, OutcomeRules.MaxAttempt).WithName("attempt");
        RuleFor(line => line.Outcome).SetValidator(new OutcomeRules());
        When(line => line.Answer is not null, () => RuleFor(line => line.Answer!).SetValidator(new AnswerRules()));
    }
}

internal sealed class VersionRules : AbstractValidator<VersionLine>
{
    public VersionRules()
    {
        RuleFor(line => line.Outcome).SetValidator(new OutcomeRules());
        RuleFor(line => line.Answer).SetValidator(new AnswerRules());
    }
}

internal sealed class OutcomeRules : AbstractValidator<OutcomeData>
{
    /// <summary>The greatest number of an attempt, with much room behind it.</summary>
    public const int MaxAttempt = 1_000_000;

    public OutcomeRules()
    {
        RuleFor(data => data.Attempt).InclusiveBetween(0, MaxAttempt).WithName("attempt");
        RuleFor(data => data.ModelTag).Line(TextLimits.ModelTag).WithName("model_tag");
        RuleFor(data => data.FinishReason).Must(FinishReasons.IsKnown).WithMessage("finish_reason is unknown.");
        When(data => data.Reasoning is not null, () =>
            RuleFor(data => data.Reasoning!.Tokens).GreaterThanOrEqualTo(0).WithName("reasoning.tokens"));
        When(data => data.Prompt is not null, () =>
        {
            RuleFor(data => data.Prompt!.LeftOut).Must(reasons => reasons.All(LeftOutReasons.IsKnown)).WithMessage("prompt.left_out is unknown.");
            RuleFor(data => data.Prompt!.Tokens).GreaterThanOrEqualTo(0).WithName("prompt.tokens");
            RuleFor(data => data.Prompt!.SystemPromptTokens).GreaterThanOrEqualTo(0).WithName("prompt.system_prompt_tokens");
            RuleFor(data => data.Prompt!.InstructionsTokens).GreaterThanOrEqualTo(0).WithName("prompt.instructions_tokens");
        });
    }
}

internal sealed class AnswerRules : AbstractValidator<AnswerData>
{
    public AnswerRules()
    {
        RuleFor(data => data.ModelTag).Line(TextLimits.ModelTag).WithName("model_tag");
        RuleFor(data => data.TokenCount).GreaterThanOrEqualTo(0).WithName("token_count");
        RuleFor(data => data.InferenceTimeMs).GreaterThanOrEqualTo(0).WithName("inference_time_ms");
    }
}
