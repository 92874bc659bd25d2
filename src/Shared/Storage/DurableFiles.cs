namespace SamosaChaat.Shared.Storage;

/// <summary>Writes small files that must be whole after a crash.</summary>
internal static class DurableFiles
{
    /// <summary>Writes a file of the folder. After a crash it has the old content or the new one, and never a part of it.</summary>
    /// <param name="half">The name that the file has until it is on the disk.</param>
    public static void Replace(this DataFolder folder, string file, string half, ReadOnlySpan<byte> content)
    {
        using (var stream = folder.CreateOwnerOnly(half, FileMode.Create))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(folder.PathOf(half), folder.PathOf(file), overwrite: true);
    }
}
