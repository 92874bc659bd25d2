using System.Text.Json;
using SamosaChaat.Shared.Storage;

namespace SamosaChaat.Shared.Backup.S3;

/// <summary>Says what was being uploaded.</summary>
/// <param name="UploadId">The id of an upload in parts. Null while there is none.</param>
internal sealed record UploadNoteText(string Bucket, string Key, string? UploadId);

/// <summary>
/// Is a file that is there for as long as an upload is not complete. A process that is killed leaves it, so that the next backup knows what
/// to remove from the bucket. Not every S3 server can list uploads.
/// </summary>
internal sealed class UploadNote : IDisposable
{
    private const string Suffix = ".upload";
    private readonly FileStream file;

    private UploadNote(FileStream file, UploadNoteText text) => (this.file, Text) = (file, text);

    public UploadNoteText Text { get; private set; }

    /// <summary>Writes a new note, which no other process can open meanwhile.</summary>
    public static UploadNote Begin(string folder, UploadNoteText text)
    {
        var note = new UploadNote(Open(Path.Combine(folder, $"{Guid.NewGuid():N}{Suffix}"), FileMode.CreateNew), text);
        note.Write(text);
        return note;
    }

    /// <summary>Returns the notes of uploads that no process goes on with.</summary>
    public static IEnumerable<UploadNote> LeftIn(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Suffix}"))
        {
            if (TryRead(path) is { } left) yield return left;
        }
    }

    public void Write(UploadNoteText text)
    {
        Text = text;
        file.SetLength(0);
        JsonSerializer.Serialize(file, text, BackupJson.Default.UploadNoteText);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Removes the note, because nothing of the upload is left, or all of it is complete.</summary>
    public void Remove()
    {
        file.Dispose();
        File.Delete(file.Name);
    }

    public void Dispose() => file.Dispose();

    private static UploadNote? TryRead(string path)
    {
        FileStream? opened = null;
        try
        {
            opened = Open(path, FileMode.Open);
            if (JsonSerializer.Deserialize(opened, BackupJson.Default.UploadNoteText) is { } text) return new(opened, text);
        }
        catch (JsonException)
        {
            // The process was killed before it had asked the server for anything. Windows deletes no file that is open.
            opened!.Dispose();
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process uploads, or has just ended.
        }

        opened?.Dispose();
        return null;
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (mode == FileMode.CreateNew && !OperatingSystem.IsWindows()) options.UnixCreateMode = PrivateFiles.OwnerOnly;
        return new FileStream(path, options);
    }
}
