using System.Net;
using Amazon.S3;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Says in one sentence why an S3 server did not do what it was asked. Servers and libraries say it in many ways.</summary>
internal static class BucketFault
{
    // The codes of AWS, MinIO and Ceph.
    private static readonly string[] Full = ["XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage"];
    private static readonly string[] OtherRegion = ["PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect"];

    public static BackupFailedException Of(Exception error, string server, S3Address address)
    {
        if (error is not AmazonS3Exception refused || refused.StatusCode == 0)
        {
            var reason = error is OperationCanceledException or TimeoutException ? "It took too long." : error.GetBaseException().Message;
            return new($"The S3 server ({server}) cannot be used for '{address}'. {reason}", error);
        }

        var isFull = refused.StatusCode == HttpStatusCode.InsufficientStorage || Full.Contains(refused.ErrorCode);
        return new(Sentence(refused, server, address, isFull), error, isFull);
    }

    /// <summary>True if the server says that there is no such thing.</summary>
    public static bool IsMissing(BackupFailedException fault) => StatusOf(fault) == HttpStatusCode.NotFound;

    /// <summary>True if the server does not know what it was asked for.</summary>
    public static bool IsUnknown(BackupFailedException fault) =>
        StatusOf(fault) is HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed;

    private static string Sentence(AmazonS3Exception refused, string server, S3Address address, bool isFull)
    {
        var code = refused.ErrorCode is { Length: > 0 } name ? name : $"{(int)refused.StatusCode}";
        return isFull ? $"The bucket '{address.Bucket}' is full ({server}: {code})."
            : code == "NoSuchBucket" ? $"The bucket '{address.Bucket}' does not exist ({server})."
            : OtherRegion.Contains(code) ? $"The bucket '{address.Bucket}' is in another region ({server}: {code}). Set {S3Options.Section}:Region."
            : refused.StatusCode == HttpStatusCode.NotFound ? $"'{address}' does not exist ({server})."
            : refused.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
                ? $"The S3 server ({server}) refuses '{address}': {code}. Check the access key, the secret key and the key's rights."
            : $"The S3 server ({server}) refuses '{address}': {code}. {refused.Message}";
    }

    private static HttpStatusCode? StatusOf(BackupFailedException fault) => (fault.InnerException as AmazonS3Exception)?.StatusCode;
}
