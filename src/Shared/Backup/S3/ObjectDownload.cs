using Amazon.S3.Model;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Reads an object from its start to its end. If a connection breaks, another one goes on where it broke.</summary>
internal static class ObjectDownload
{
    private const int Buffer = 1 << 17;

    /// <exception cref="BackupFailedException">There is no such object, or it cannot be read to its end.</exception>
    public static async Task RunAsync(S3Bucket bucket, string key, Stream target, CancellationToken ct)
    {
        var buffer = new byte[Buffer];
        var (at, size, failures) = (0L, long.MaxValue, 0);
        string? version = null;
        while (at < size)
        {
            var request = new GetObjectRequest { BucketName = bucket.Name, Key = key };
            if (at > 0) (request.ByteRange, request.EtagToMatch) = (new($"bytes={at}-"), version);
            using var answer = await bucket.AskAsync(key, S3Bucket.Tries + 1, (s3, limit) => s3.GetObjectAsync(request, limit), ct);
            (size, version) = (at + answer.ContentLength, answer.ETag);
            for (int read; (read = await ReadAsync(answer.ResponseStream)) > 0; at += read)
            {
                failures = 0;
                await target.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            // At the end, the library compares the MD5 if the server has one.
            await bucket.AskAsync(key, 1, (_, _) => CloseAsync(answer.ResponseStream), ct);
        }

        // Returns 0 where the answer ends, too early or not.
        async Task<int> ReadAsync(Stream content)
        {
            if (at == size) return 0;
            try
            {
                var read = await bucket.AskAsync(key, 1, (_, limit) => content.ReadAsync(buffer, limit).AsTask(), ct);
                if (read > 0) return read;
            }
            catch (BackupFailedException) when (failures < S3Bucket.Tries)
            {
                // Ask again for the rest.
            }

            return failures++ < S3Bucket.Tries
                ? 0
                : throw new BackupFailedException($"'{new S3Address(bucket.Name, key)}' could not be read to its end.");
        }
    }

    private static async Task<bool> CloseAsync(Stream content)
    {
        await content.DisposeAsync();
        return true;
    }
}
