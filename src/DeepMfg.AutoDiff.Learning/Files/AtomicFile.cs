namespace DeepMfg.AutoDiff.Learning;

/// <summary>Writes whole files: whoever reads the path finds the old file or the new one, never a part, whenever the process or the machine stops.</summary>
public static class AtomicFile
{
    /// <summary>Nobody saves for so long; a temporary file that old was left by a process that was killed.</summary>
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk and renames it to the path.</summary>
    /// <param name="path">The file to write or to replace.</param>
    /// <param name="write">Writes the content; may seek. Where it throws, the old file stays and the temporary one goes.</param>
    /// <exception cref="IOException">The folder is missing, or the disk is full or fails.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string prefix = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.");
        DeleteAbandoned(prefix);
        string temporary = $"{prefix}{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void DeleteAbandoned(string prefix)
    {
        string folder = Path.GetDirectoryName(prefix)!;
        foreach (string file in Directory.EnumerateFiles(folder, ".*.tmp"))
        {
            if (file.StartsWith(prefix, StringComparison.Ordinal) && DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > s_abandoned)
            {
                File.Delete(file);
            }
        }
    }
}
