using FluentValidation;
using FluentValidation.Validators;

namespace SamosaChaat.Shared.Http;

/// <summary>How long texts may be, in Unicode characters (code points, as JSON Schema's maxLength counts them).</summary>
public static class TextLimits
{
    public const int Title = 500;
    public const int ModelTag = 100;
    public const int Content = 200_000;

    /// <summary>The largest body in bytes: a content of the greatest length with every character an escaped surrogate pair (12 bytes), and room around it.</summary>
    public const int Body = (12 * Content) + 65_536;

    /// <summary>Text of any number of lines that can be stored by every engine.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Present(max)
        .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal)).WithMessage("{PropertyName} must not contain NUL.");

    /// <summary>Text of one line, which may go into lists, logs and terminals as it is.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .Present(max)
        .Must(text => text is null || !text.Any(char.IsControl)).WithMessage("{PropertyName} must not contain line breaks or other control characters.");

    /// <summary>Is there, is not only white space and is short enough.</summary>
    private static IRuleBuilderOptions<T, string?> Present<T>(this IRuleBuilder<T, string?> rule, int max) => rule
        .NotEmpty().WithMessage("{PropertyName} is required and must not be blank.")
        .SetValidator(new AtMost<T>(max));

    /// <summary>FluentValidation's own rule counts UTF-16 units. As a rule of its kind, so that the OpenAPI document knows it too.</summary>
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
