using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using NJsonSchema.Validation.FormatValidators;

namespace SamosaChaat.Tests.Contract;

/// <summary>Holds JSON schemas by name, and checks JSON against them. Any thread can call every member.</summary>
internal sealed class SchemaSet
{
    private static readonly JsonSchemaValidatorSettings Strict = new() { FormatValidators = [new UuidFormatValidator(), new RealTime()] };

    private readonly JsonSchema root;

    private SchemaSet(JsonSchema root) => this.root = root;

    /// <param name="json">An object with the schemas under <c>definitions</c>.</param>
    public static SchemaSet Parse(string json) => new(JsonSchema.FromJsonAsync(json).GetAwaiter().GetResult());

    /// <summary>Returns what keeps the JSON from being of the schema; empty if nothing does.</summary>
    public IReadOnlyList<string> Faults(string schema, string json)
    {
        if (!root.Definitions.TryGetValue(schema, out var definition)) return [$"there is no schema {schema}"];
        try
        {
            return [.. definition.Validate(json, Strict).Select(error => $"{error.Kind} at {error.Path}")];
        }
        catch (Newtonsoft.Json.JsonException e)
        {
            return [$"not JSON: {e.Message}"];
        }
    }

    /// <summary>Checks times. NJsonSchema's own check lets the 31st of February pass.</summary>
    private sealed class RealTime : IFormatValidator
    {
        public string Format => JsonFormatStrings.DateTime;

        public ValidationErrorKind ValidationErrorKind => ValidationErrorKind.DateTimeExpected;

        public bool IsValid(string value, JTokenType tokenType) => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _);
    }
}
