namespace SamosaChaat.Shared.Http;

/// <summary>The location of a type among the features, read from its namespace.</summary>
/// <param name="Area">The first folder below <c>src/Features</c>, such as <c>Messages</c>.</param>
/// <param name="Operation">The second folder, such as <c>SendMessage</c>. Null for a type that the whole area shares.</param>
internal readonly record struct Slice(string Area, string? Operation)
{
    private const string FeaturesNamespace = "SamosaChaat.Features.";

    /// <summary>Returns the slice of a type, or null for a type outside the features.</summary>
    public static Slice? Of(Type type)
    {
        if (type.Namespace is not { } name || !name.StartsWith(FeaturesNamespace, StringComparison.Ordinal)) return null;
        var parts = name[FeaturesNamespace.Length..].Split('.');
        return new(parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
