using System.Diagnostics;
using SamosaChaat.Shared.Backup.S3;
using SamosaChaat.Tests.Docs;

namespace SamosaChaat.Tests.Backup.S3;

/// <summary>npm's s3rver in a process of its own, with one empty bucket.</summary>
internal sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "backups";
    public const string Key = "S3RVER";
    public const string Secret = "S3RVER";
    private const string Content = "._S3rver_object";

    private readonly string folder = Directory.CreateTempSubdirectory("samosachaat-s3-").FullName;
    private readonly Process process;

    private S3Server()
    {
        var tools = NodeTools.Folder;
        Assert.SkipUnless(Directory.Exists(Path.Combine(tools, "node_modules", "s3rver")), "npm has not installed the s3rver that .ci/run lists.");
        var script = SourceTree.Read("tests/Backup/S3/s3rver.mjs");
        process = Process.Start(new ProcessStartInfo("node", ["--no-deprecation", "--input-type=module", "--eval", script, folder, Bucket])
        {
            WorkingDirectory = tools,
            RedirectStandardOutput = true,
        })!;
        Children.Add(process);
    }

    public Uri Url { get; private set; } = null!;

    /// <summary>The settings of a server that keeps its backups here.</summary>
    public (string Key, string Value)[] Settings => SettingsAt(Url);

    /// <summary>The names of the objects.</summary>
    public string[] Objects =>
        [.. Directory.GetFiles(In(""), $"*{Content}", SearchOption.AllDirectories).Select(NameOf).Order(StringComparer.Ordinal)];

    /// <summary>The number of uploads in parts that have not ended.</summary>
    public int Uploads => Directory.Exists(In("._S3rver_uploads")) ? Directory.GetDirectories(In("._S3rver_uploads")).Length : 0;

    public static async Task<S3Server> StartAsync()
    {
        var server = new S3Server();
        server.Url = new Uri(await server.process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Limit) ?? throw new InvalidOperationException("s3rver has ended."));
        return server;
    }

    /// <summary>The same at another address, such as a proxy's.</summary>
    public static (string Key, string Value)[] SettingsAt(Uri url, string key = Key, string bucket = Bucket) =>
    [
        ("Backup:S3:Bucket", bucket),
        ("Backup:S3:Endpoint", url.OriginalString),
        ("Backup:S3:Prefix", "chat"),
        ("Backup:S3:AccessKey", key),
        ("Backup:S3:SecretKey", Secret),
    ];

    public static S3Options OptionsAt(Uri url) =>
        new() { Bucket = Bucket, Endpoint = url.OriginalString, Prefix = "chat", AccessKey = Key, SecretKey = Secret };

    /// <summary>The file that has what an object has.</summary>
    public string FileOf(string key) => In(key) + Content;

    /// <summary>Stores what is no backup of ours.</summary>
    public async Task PutAsync(string key, string text)
    {
        using var bucket = new S3Bucket(OptionsAt(Url), Bucket);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        await ObjectUpload.PutAsync(bucket, key, content, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string In(string key) => Path.Combine(folder, Bucket, key);

    private string NameOf(string file) => Path.GetRelativePath(In(""), file)[..^Content.Length];
}
