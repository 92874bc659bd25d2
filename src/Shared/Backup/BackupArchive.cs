using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup;

/// <summary>A backup as one ZIP file: the store, its identity, the signing keys, and a manifest with the hash of each.</summary>
internal static class BackupArchive
{
    private const string Manifest = "manifest.json";
    private const int Buffer = 1 << 17;

    /// <summary>Writes a new file. It is on the disk when this returns.</summary>
    /// <param name="files">The full names of the files.</param>
    /// <param name="describe">Makes the manifest of the hashes.</param>
    public static BackupManifest Write(
        string path, IReadOnlyList<string> files, Func<IReadOnlyDictionary<string, string>, BackupManifest> describe)
    {
        using var stream = Create(path);
        BackupManifest manifest;
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var hashes = files.ToDictionary(file => Path.GetFileName(file), file => Add(zip, file));
            manifest = describe(hashes);
            using var entry = zip.CreateEntry(Manifest).Open();
            JsonSerializer.Serialize(entry, manifest, BackupJson.Default.BackupManifest);
        }

        stream.Flush(flushToDisk: true);
        return manifest;
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="BackupFailedException">The file is no whole backup, or a newer program made it.</exception>
    public static BackupManifest Read(string path) => Open(path, shown: null, ReadManifest);

    /// <summary>Reads everything, compares each hash, and writes the files to a folder if there is one.</summary>
    /// <param name="folder">Null to compare only.</param>
    /// <param name="shown">The name for the operator, if the file is a copy of something else.</param>
    /// <exception cref="BackupFailedException">The file is damaged.</exception>
    public static BackupManifest Extract(string path, string? folder, string? shown = null) => Open(path, shown, zip =>
    {
        var manifest = ReadManifest(zip);
        foreach (var (name, hash) in manifest.Files)
        {
            if (Path.GetFileName(name) != name) throw new InvalidDataException($"It names '{name}'.");
            var entry = zip.GetEntry(name) ?? throw new InvalidDataException($"It has no '{name}'.");
            using var content = entry.Open();
            using var target = folder is null ? Stream.Null : Create(Path.Combine(folder, name));
            if (Copy(content, target) != hash) throw new InvalidDataException($"'{name}' has changed.");
            if (target is FileStream file) file.Flush(flushToDisk: true);
        }

        return manifest;
    });

    private static T Open<T>(string path, string? shown, Func<ZipArchive, T> read)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            return read(zip);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or EndOfStreamException or ArgumentException
            or NotSupportedException)
        {
            throw new BackupFailedException($"'{shown ?? path}' is no whole backup. {e.Message}", e);
        }
    }

    private static BackupManifest ReadManifest(ZipArchive zip)
    {
        using var entry = (zip.GetEntry(Manifest) ?? throw new InvalidDataException($"It has no {Manifest}.")).Open();
        var manifest = JsonSerializer.Deserialize(entry, BackupJson.Default.BackupManifest)
            ?? throw new InvalidDataException("It is empty.");
        return manifest.Version == BackupManifest.NewestVersion
            ? manifest
            : throw new InvalidDataException("Another version of the program made it.");
    }

    private static string Add(ZipArchive zip, string file)
    {
        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var entry = zip.CreateEntry(Path.GetFileName(file), CompressionLevel.Fastest).Open();
        return Copy(source, entry);
    }

    /// <summary>Copies a stream and returns its hash.</summary>
    private static string Copy(Stream source, Stream target)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Buffer];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFiles.OwnerOnly;
        return new FileStream(path, options);
    }
}
