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

    /// <summary>Requires a visible text of one line, which lists, logs and terminals can show unchanged.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Present(max)
        .Must(text => string.IsNullOrWhiteSpace(text) || !VisibleText.IsBlank(text)).WithMessage(Required)
        .Must(text => text is null || !text.Any(char.IsControl))
        .WithMessage("{PropertyName} must not contain line breaks or other control characters.");

    /// <summary>Requires a text that is not blank and not too long.</summary>
    private static IRuleBuilderOptions<T, string?> Present<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .NotEmpty().WithMessage(Required)
        .SetValidator(new AtMost<T>(max));

    /// <summary>
    /// Limits the length in code points, because FluentValidation's own rule counts UTF-16 units. It implements the same interface, so the
    /// OpenAPI document includes it.
    /// </summary>
    private sealed class AtMost<T>(int max) : PropertyValidator<T, string?>, ILengthValidator
    {
        public override string Name => "MaximumLengthValidator";

        public int Min => 0;

        public int Max => max;

        public override bool IsValid(ValidationContext<T> context, string? value) => Length(value) <= max;

        protected override string GetDefaultMessageTemplate(string errorCode) => $"{{PropertyName}} must have at most {max} characters.";
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
