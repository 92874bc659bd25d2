namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Says how an upload has ended that its process has given up.</summary>
internal enum UploadEnd
{
    /// <summary>Nothing of it is left.</summary>
    Removed,

    /// <summary>Its entry is there, so it counts.</summary>
    Complete,

    /// <summary>It went to a bucket that the settings do not name now.</summary>
    Elsewhere,

    /// <summary>The server does not tell, or does not remove it.</summary>
    Unknown,
}

/// <summary>Removes what is left of a backup that does not count. If that fails, its note stays for the next backup.</summary>
internal static class UploadEnding
{
    /// <param name="note">The note of the upload. It is closed.</param>
    public static async Task<UploadEnd> RunAsync(S3Bucket bucket, UploadNote note, CancellationToken ct)
    {
        using (note)
        {
            var (name, key, upload) = note.Text;
            // The settings may name this one again.
            if (name != bucket.Name) return UploadEnd.Elsewhere;
            try
            {
                if (upload is not null) await bucket.AbortAsync(key, upload, ct);
                var isComplete = await bucket.FindSizeAsync(BucketEntry.KeyOf(key), ct) is not null;
                if (!isComplete) await bucket.DeleteAsync(key, ct);
                note.Remove();
                return isComplete ? UploadEnd.Complete : UploadEnd.Removed;
            }
            catch (BackupFailedException)
            {
                // The server does not answer, or the key has no right to remove.
                return UploadEnd.Unknown;
            }
        }
    }
}
