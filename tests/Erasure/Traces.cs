using System.Text;

namespace SamosaChaat.Tests.Erasure;

/// <summary>
/// Looks for a text in the files of a store. It finds the text in UTF-8 and in UTF-16, whatever the case of its ASCII letters.
/// </summary>
internal static class Traces
{
    private const byte LowerCase = 0x20;

    /// <summary>Returns the names of the files of a folder that have the text. The lock has none, and cannot be read.</summary>
    public static string[] In(string folder, string text) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && Has(file, text.ToLowerInvariant()))
            .Select(file => Path.GetRelativePath(folder, file)),
    ];

    /// <summary>Returns the names of the tables and indexes of PostgreSQL whose files have the text in UTF-8.</summary>
    public static List<string> InTables(string connectionString, string text)
    {
        OwnPostgres.Ask(connectionString, "CHECKPOINT");
        return OwnPostgres.Ask(connectionString, $"""
            SELECT c.relname::text FROM pg_class c
            WHERE c.relkind IN ('r', 'i', 't') AND pg_relation_size(c.oid) > 0
                AND (c.relnamespace = current_schema()::regnamespace
                    OR c.oid IN (SELECT t.reltoastrelid FROM pg_class t WHERE t.relnamespace = current_schema()::regnamespace))
                AND position(convert_to('{text}', 'UTF8') IN pg_read_binary_file(pg_relation_filepath(c.oid))) > 0
            """);
    }

    private static bool Has(string file, string text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        foreach (ref var one in bytes.AsSpan())
        {
            if (one is >= (byte)'A' and <= (byte)'Z') one |= LowerCase;
        }

        // Without its last byte, a text of ASCII letters is the same in both orders of bytes.
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0
            || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text).AsSpan()[..^1]) >= 0;
    }
}
