using System.Globalization;
using FluentValidation;
using FluentValidation.Validators;
using Microsoft.OpenApi;
using SamosaChaat.Shared.Http;

namespace SamosaChaat.Shared.OpenApi;

/// <summary>Reads the rules of a slice's request from its validator, so that the document has the same limits as the validation.</summary>
internal static class ValidatorRules
{
    /// <summary>Adds the limits of a property to its schema.</summary>
    /// <param name="owner">The type of the property: a slice's request or a part of it.</param>
    /// <param name="property">The JSON name of the property.</param>
    public static void Describe(OpenApiSchema schema, Type owner, string property)
    {
        foreach (var (_, validator) in Of(owner).Where(rule => rule.Path == PathIn(owner, property)))
        {
            switch (validator)
            {
                case IBetweenValidator between:
                    (schema.Minimum, schema.Maximum) = (Text(between.From), Text(between.To));
                    break;
                case IGreaterThanOrEqualValidator least:
                    schema.Minimum = Text(least.ValueToCompare);
                    break;
                case ILengthValidator length:
                    (schema.MinLength, schema.MaxLength) = (Math.Max(length.Min, schema.MinLength ?? 0), length.Max);
                    break;
                case INotEmptyValidator when schema.Type?.HasFlag(JsonSchemaType.String) is true:
                    schema.MinLength = 1;
                    break;
            }
        }
    }

    /// <summary>
    /// Returns the first field that a request's validator checks, with its error message. Returns null if the slice has no validator.
    /// </summary>
    public static (string Field, string Complaint)? First(Type request)
    {
        if (Descriptor(request) is not { } validator) return null;
        var (path, component) = validator.Rules.Select(rule => (rule.PropertyName, rule.Components.First())).First();
        return (JsonPath(path), component.GetUnformattedErrorMessage().Replace("{PropertyName}", JsonPath(path), StringComparison.Ordinal));
    }

    private static IEnumerable<(string Path, IPropertyValidator Validator)> Of(Type owner) =>
        Descriptor(owner)
            ?.Rules.SelectMany(rule => rule.Components.Select(component => (JsonPath(rule.PropertyName), component.Validator))) ?? [];

    private static IValidatorDescriptor? Descriptor(Type owner) =>
        owner.Assembly.GetType($"{owner.Namespace}.Validator") is { } type
            ? ((IValidator)Activator.CreateInstance(type)!).CreateDescriptor()
            : null;

    /// <summary>Returns the path of a property from the request on. The validator of a request also validates its parts.</summary>
    private static string PathIn(Type owner, string property)
    {
        var request = owner.Assembly.GetType($"{owner.Namespace}.Request");
        return request?.GetProperties().FirstOrDefault(part => part.PropertyType == owner) is { } part
            ? $"{JsonPath(part.Name)}.{property}"
            : property;
    }

    // FastEndpoints applies the JSON names only during validation.
    private static string JsonPath(string path) => string.Join('.', path.Split('.').Select(Json.Options.PropertyNamingPolicy!.ConvertName));

    private static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture)!;
}
