using System.Globalization;

namespace SamosaChaat.Shared.Storage;

/// <summary>
/// Says which store an engine has in a data folder. It is in a file of its own, and the store has the id, too. So a lost store is not
/// mistaken for a new one.
/// </summary>
/// <param name="Schema">The version of the schema when the file was written, for the operator.</param>
internal sealed record StoreIdentity(string Engine, Guid Id, int Schema)
{
    /// <summary>Returns null if the text is no identity, or not exactly one.</summary>
    public static StoreIdentity? TryParse(string text)
    {
        if (text.Split('\n') is not [var engine, var id, var schema, ""]
            || !Guid.TryParse(ValueOf(id), out var storeId)
            || !int.TryParse(ValueOf(schema), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return null;
        }

        var identity = new StoreIdentity(ValueOf(engine), storeId, version);
        return identity.ToString() == text ? identity : null;
    }

    /// <summary>Returns the id that a store has from now on.</summary>
    /// <param name="found">The id in the store. Null if it has none: it is new, or older than identities.</param>
    /// <param name="expected">The id in the file. Null if there is no file.</param>
    /// <exception cref="ForeignStoreException">The two differ.</exception>
    public static Guid Settle(Guid? found, Guid? expected)
    {
        if (found is { } id && expected is { } other && id != other) throw new ForeignStoreException();
        return found ?? expected ?? Guid.CreateVersion7();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"engine: {Engine}\nid: {Id}\nschema: {Schema}\n");

    private static string ValueOf(string line) => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}
