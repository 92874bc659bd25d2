namespace SamosaChaat.Shared.Http;

/// <summary>Reads an <c>include</c> parameter: the names of further properties, separated by commas.</summary>
internal static class IncludedNames
{
    /// <summary>Returns one bit for each name that is included, by its index in the list. Null if a name is unknown.</summary>
    /// <param name="text">Null for none.</param>
    public static int? Parse(string? text, string[] names)
    {
        var included = 0;
        foreach (var name in text?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var index = Array.IndexOf(names, name);
            if (index < 0) return null;
            included |= 1 << index;
        }

        return included;
    }
}
