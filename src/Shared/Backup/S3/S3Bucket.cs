using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>
/// Asks an S3 server about one bucket. Each call ends in bounded time, and its failure is a sentence for the operator. Any thread can call
/// every member.
/// </summary>
internal sealed class S3Bucket : IDisposable
{
    /// <summary>The requests of one call at most: the first one, and others after faults that pass.</summary>
    public const int Tries = 3;

    private readonly AmazonS3Client s3;
    private readonly S3Options options;

    /// <exception cref="BackupFailedException">The settings are not enough.</exception>
    public S3Bucket(S3Options options, string name)
    {
        (this.options, Name) = (options, name);
        if (options.NamesNoServer) throw new BackupFailedException(S3Options.NoServer);
        var config = new AmazonS3Config
        {
            Timeout = options.Timeout,
            MaxErrorRetry = Tries - 1,
            ForcePathStyle = options.PathStyle ?? options.Endpoint is not null,
            // The signature of a request has the SHA-256 of what it sends. Older servers refuse further checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            // A signature needs a region. This one is what most servers expect.
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        s3 = options.AccessKey is { } key ? new(new BasicAWSCredentials(key, SecretOf(options)), config) : new(config);
    }

    public string Name { get; }

    /// <summary>Makes a call, and gives up after a bounded time.</summary>
    /// <param name="key">The object that it is about, for the message of a failure.</param>
    /// <param name="times">How many times <see cref="S3Options.Timeout"/> it may take.</param>
    /// <exception cref="BackupFailedException">The server cannot be asked, or refuses.</exception>
    public async Task<T> AskAsync<T>(string key, int times, Func<IAmazonS3, CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(times * options.Timeout);
        try
        {
            return await ask(s3, limit.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is not BackupFailedException)
        {
            // The exception can have any type, because the library looks for credentials in many places.
            throw BucketFault.Of(e, options.Endpoint ?? "AWS", new(Name, key));
        }
    }

    /// <summary>Asks for at most one object, to learn whether the bucket can be read. Other calls do not tell why it cannot.</summary>
    public Task CheckAsync(string beginning, CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = Name, Prefix = beginning, MaxKeys = 1 };
        return AskAsync(beginning, 1, (s3, limit) => s3.ListObjectsV2Async(request, limit), ct);
    }

    /// <summary>Returns the sizes of the objects whose keys begin so.</summary>
    public async Task<Dictionary<string, long>> ListAsync(string beginning, CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = Name, Prefix = beginning };
        var sizes = new Dictionary<string, long>();
        do
        {
            var page = await AskAsync(beginning, 1, (s3, limit) => s3.ListObjectsV2Async(request, limit), ct);
            foreach (var found in page.S3Objects ?? []) sizes[found.Key] = found.Size ?? 0;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return sizes;
    }

    /// <summary>Returns the size of an object. Null if there is none.</summary>
    public async Task<long?> FindSizeAsync(string key, CancellationToken ct)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = Name, Key = key };
            return (await AskAsync(key, 1, (s3, limit) => s3.GetObjectMetadataAsync(request, limit), ct)).ContentLength;
        }
        catch (BackupFailedException e) when (BucketFault.IsMissing(e))
        {
            return null;
        }
    }

    /// <summary>Removes an object, if there is one.</summary>
    public Task DeleteAsync(string key, CancellationToken ct) =>
        AskAsync(key, 1, (s3, limit) => s3.DeleteObjectAsync(new() { BucketName = Name, Key = key }, limit), ct);

    /// <summary>Ends an upload in parts, and removes its parts.</summary>
    public async Task AbortAsync(string key, string upload, CancellationToken ct)
    {
        try
        {
            var request = new AbortMultipartUploadRequest { BucketName = Name, Key = key, UploadId = upload };
            await AskAsync(key, 1, (s3, limit) => s3.AbortMultipartUploadAsync(request, limit), ct);
        }
        catch (BackupFailedException e) when (BucketFault.IsMissing(e) || BucketFault.IsUnknown(e))
        {
            // It has ended, or the server removes such uploads by itself.
        }
    }

    public void Dispose() => s3.Dispose();

    private static string SecretOf(S3Options options) =>
        options.TryReadSecret(out var secret, out var fault) ? secret! : throw new BackupFailedException(fault!);
}
