using FluentValidation;
using FluentValidation.Validators;
using SamosaChaat.Shared.Domain;

namespace SamosaChaat.Shared.Http;

/// <summary>Defines the maximum lengths of texts in Unicode code points, as JSON Schema's maxLength counts them.</summary>
internal static class TextLimits
{
    public const int Title = 500;
    public const int ModelTag = 100;
    public const int Content = 200_000;
    public const int Instructions = 20_000;

    private const string Hidden = "{PropertyName} must not contain invisible characters.";
    private const string Required = "{PropertyName} is required and must not be blank.";

    /// <summary>
    /// The maximum size of a body in bytes. The longest content fits even if each character is an escaped surrogate pair of 12 bytes.
    /// There is some room for the rest.
    /// </summary>
    public const int Body = (12 * Content) + 65_536;

    /// <summary>Requires a text that every engine can store and every model accepts. It may have several lines.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Present(max)
        .Must(text => string.IsNullOrWhiteSpace(text) || !VisibleText.IsBlank(text))
        .WithMessage("{PropertyName} must not have invisible characters only.")
        .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal)).WithMessage("{PropertyName} must not contain NUL.");

    /// <summary>
    /// Requires a visible text of one line, which lists, logs and terminals can show unchanged, and nothing invisible in it.
    /// </summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .OneLine(max)
        .Must(text => text is null || !HiddenCharacters.AreIn(text)).WithMessage(Hidden);

    /// <summary>Requires that a text has no invisible character at all, not even where emoji and scripts need one.</summary>
    public static IRuleBuilderOptions<T, string?> Plain<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || !HiddenCharacters.AreIn(text, allowJoiners: false)).WithMessage(Hidden);

    /// <summary>Requires a visible text without line breaks and other control characters.</summary>
    public static IRuleBuilderOptions<T, string?> OneLine<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Present(max)
        .Must(text => string.IsNullOrWhiteSpace(text) || !VisibleText.IsBlank(text)).WithMessage(Required)
        .Must(text => text is null || !text.Any(char.IsControl))
        .WithMessage("{PropertyName} must not contain line breaks or other control characters.");

    /// <summary>Requires a length in code points.</summary>
    public static IRuleBuilderOptions<T, string?> CodePoints<T>(this IRuleBuilder<T, string?> rule, int min, int max) =>
        rule.SetValidator(new Within<T>(min, max));

    /// <summary>Requires a text that is not blank and not too long.</summary>
    private static IRuleBuilderOptions<T, string?> Present<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .NotEmpty().WithMessage(Required)
        .CodePoints(0, max).WithMessage($"{{PropertyName}} must have at most {max} characters.");

    /// <summary>
    /// Limits the length in code points, because FluentValidation's own rule counts UTF-16 units. It implements the same interface, so the
    /// OpenAPI document includes it.
    /// </summary>
    private sealed class Within<T>(int min, int max) : PropertyValidator<T, string?>, ILengthValidator
    {
        public override string Name => "LengthValidator";

        public int Min => min;

        public int Max => max;

        public override bool IsValid(ValidationContext<T> context, string? value) =>
            Length(value) is var length && length >= min && length <= max;

        protected override string GetDefaultMessageTemplate(string errorCode) => $"{{PropertyName}} must have {min} to {max} characters.";
    }

    private static int Length(string? text)
    {
        if (text is null) return 0;
        var length = text.Length;
        foreach (var c in text)
        {
            if (char.IsLowSurrogate(c)) length--;
        }

        return length;
    }
}
