using Amazon.S3.Model;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>
/// Uploads a file under its final name. The bucket has all of it or nothing: a large file is sent in parts, which become one object at the
/// end. The server compares the SHA-256 of each part. Memory does not grow with the file.
/// </summary>
internal static class ObjectUpload
{
    /// <summary>The size of a part. A file that is not longer is sent by one request.</summary>
    public const long PartSize = 8 << 20;

    private const int MostParts = 10_000;

    // A server may put parts together for minutes.
    private const int TimesToComplete = 10;

    /// <param name="begun">Is told the id of an upload in parts, before the first part is sent.</param>
    public static async Task RunAsync(S3Bucket bucket, string key, string file, Action<string> begun, CancellationToken ct)
    {
        var size = new FileInfo(file).Length;
        if (size <= PartSize)
        {
            await using var content = File.OpenRead(file);
            await PutAsync(bucket, key, content, ct);
            return;
        }

        var upload = (await bucket.AskAsync(
            key, 1, (s3, limit) => s3.InitiateMultipartUploadAsync(new() { BucketName = bucket.Name, Key = key }, limit), ct)).UploadId;
        begun(upload);
        var parts = new List<PartETag>();
        var partSize = Math.Max(PartSize, (size + MostParts - 1) / MostParts);
        for (long at = 0; at < size; at += partSize)
        {
            var request = new UploadPartRequest
            {
                BucketName = bucket.Name,
                Key = key,
                UploadId = upload,
                PartNumber = parts.Count + 1,
                FilePath = file,
                FilePosition = at,
                PartSize = Math.Min(partSize, size - at),
                // Not in chunks: then the hash of the whole part is signed, which every server understands.
                UseChunkEncoding = false,
            };
            var sent = await bucket.AskAsync(key, S3Bucket.Tries + 1, (s3, limit) => s3.UploadPartAsync(request, limit), ct);
            parts.Add(new(parts.Count + 1, sent.ETag));
        }

        try
        {
            var all = new CompleteMultipartUploadRequest { BucketName = bucket.Name, Key = key, UploadId = upload, PartETags = parts };
            await bucket.AskAsync(key, TimesToComplete, (s3, limit) => s3.CompleteMultipartUploadAsync(all, limit), ct);
        }
        catch (BackupFailedException e) when (BucketFault.IsMissing(e))
        {
            // The answer to a first attempt was lost. The caller looks whether the object is there.
        }
    }

    /// <summary>Sends something short by one request.</summary>
    public static Task PutAsync(S3Bucket bucket, string key, Stream content, CancellationToken ct)
    {
        var request = new PutObjectRequest
        {
            BucketName = bucket.Name,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        return bucket.AskAsync(key, S3Bucket.Tries + 1, (s3, limit) => s3.PutObjectAsync(request, limit), ct);
    }
}
