namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Names an object: <c>s3://bucket/key</c>.</summary>
internal sealed record S3Address(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <returns>Null for the path of a file.</returns>
    /// <exception cref="BackupFailedException">It begins as an address and is none.</exception>
    public static S3Address? TryParse(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        return text[Scheme.Length..].Split('/', 2) is [{ Length: > 0 } bucket, { Length: > 0 } key]
            ? new(bucket, key)
            : throw new BackupFailedException($"'{text}' names no object. An address is s3://bucket/name.zip.");
    }

    public override string ToString() => $"{Scheme}{Bucket}/{Key}";
}
