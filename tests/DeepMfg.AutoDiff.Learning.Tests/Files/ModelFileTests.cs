using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class ModelFileTests : IDisposable
{
    private const string ManifestStart = """{"format":"DeepMfg.AutoDiff model","version":1,"writtenBy":"0.1.0","kind":"wear 1","metadata":{},"sha256":{""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded()
    {
        ModelFile saved = SampleFiles.Model();
        saved.Save(_folder["m"]);
        ModelFile loaded = ModelFile.Load(_folder["m"], kind: "wear 1");
        Assert.Equal("wear 1", loaded.Kind);
        Assert.Equal(saved.Metadata, loaded.Metadata);
        SampleFiles.AssertEqual(saved.Tensors, loaded.Tensors);
        Assert.Equal(["note"], loaded.Parts);
        Assert.Equal(new SampleFiles.Note("standardise, then one-hot"), loaded.Get<SampleFiles.Note>());
        Assert.False(loaded.Has<SampleFiles.Absent>());
        Assert.Equal(["m"], _folder.Names);
    }

    [Fact]
    public void A_loaded_file_is_saved_again_with_the_same_bytes()
    {
        SampleFiles.Model().Save(_folder["a"]);
        ModelFile.Load(_folder["a"]).Save(_folder["b"]);
        Assert.Equal(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
    }

    [Fact]
    public void Any_zip_program_reads_it_and_finds_it_uncompressed()
    {
        SampleFiles.Model().Save(_folder["m"]);
        using ZipArchive archive = ZipFile.OpenRead(_folder["m"]);
        Assert.Equal(["manifest.json", "parts/note", "tensors.safetensors"], archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(archive.Entries, entry => Assert.Equal(entry.Length, entry.CompressedLength));
        using Stream tensors = archive.GetEntry("tensors.safetensors")!.Open();
        using (FileStream copy = File.Create(_folder["t"]))
        {
            tensors.CopyTo(copy);
        }

        Assert.Equal(7, Safetensors.Load(_folder["t"]).Tensors.Count);
    }

    [Fact]
    public void Another_kind_is_refused()
    {
        SampleFiles.Model().Save(_folder["m"]);
        AssertSays(
            "entry 'manifest.json', kind: the model is of kind 'wear 1', and 'wear 2' was asked for", () => ModelFile.Load(_folder["m"], kind: "wear 2"));
    }

    [Fact]
    public void A_part_that_is_missing_is_told() => AssertSays(
        "parts: there is no 'absent'; the file has note",
        () =>
        {
            SampleFiles.Model().Save(_folder["m"]);
            ModelFile.Load(_folder["m"]).Get<SampleFiles.Absent>();
        });

    [Fact]
    public void A_part_that_its_own_reader_refuses_is_told_with_its_place() => AssertSays(
        "entry 'parts/note': A note does not begin with 'no'.",
        () =>
        {
            ModelFile file = SampleFiles.Model();
            file.Add(new SampleFiles.Note("nothing"));
            file.Save(_folder["m"]);
            ModelFile.Load(_folder["m"]).Get<SampleFiles.Note>();
        });

    [Fact]
    public void A_foreign_archive_is_refused()
    {
        Write(("readme.txt", "hello"));
        AssertSays("zip archive: it has no 'manifest.json'; it is no model file", Load);
    }

    [Fact]
    public void A_file_that_is_no_archive_is_refused()
    {
        File.WriteAllText(_folder["m"], "I am a text.");
        AssertSays("zip archive: it is truncated, altered or no model file", Load);
    }

    [Fact]
    public void An_entry_that_would_swell_is_refused()
    {
        Write(CompressionLevel.SmallestSize, null, ("tensors.safetensors", new string(' ', 50_000_000)), ("manifest.json", "{}"));
        AssertSays("entry 'tensors.safetensors': it claims 50000000 bytes; entries of a model file are stored uncompressed", Load);
    }

    [Fact]
    public void An_altered_manifest_is_refused()
    {
        Write(("manifest.json", "{}"), ("tensors.safetensors", ""));
        AssertSays("zip archive's comment: it does not begin with", Load);
        Write(CompressionLevel.NoCompression, "DeepMfg.AutoDiff model, sha256 of manifest.json: 00", ("manifest.json", "{}"), ("tensors.safetensors", ""));
        AssertSays("entry 'manifest.json': it does not match its checksum", Load);
    }

    [Theory]
    [InlineData("""{}""", "entry 'manifest.json': it has no 'format'")]
    [InlineData("""[]""", "entry 'manifest.json': an object is needed, and Array found")]
    [InlineData("""{"format":"x"}""", "entry 'manifest.json', format: 'x' is another program's")]
    [InlineData(
        """{"format":"DeepMfg.AutoDiff model","version":2,"writtenBy":"9.1"}""",
        "version: it is of version 2, written by 9.1, and versions 1 to 1 are read here")]
    [InlineData("""{"format":"DeepMfg.AutoDiff model","version":"1"}""", "version: a whole number from 0 up is needed")]
    [InlineData("""{"format":"DeepMfg.AutoDiff model","format":"DeepMfg.AutoDiff model"}""", "entry 'manifest.json'")]
    [InlineData(ManifestStart + """}}""", "sha256: 'tensors.safetensors' stands in the manifest or in the archive and not in both")]
    [InlineData(ManifestStart + """ "tensors.safetensors":"","x":""}}""", "sha256: 'x' stands in the manifest or in the archive and not in both")]
    [InlineData(ManifestStart + """ "tensors.safetensors":"","other":""}}""", "sha256: 'other' is no entry of a model file")]
    [InlineData(ManifestStart + """ "tensors.safetensors":""}}""", "it names 1 entries beside itself, and the archive has 2")]
    public void A_false_manifest_is_refused_with_its_place(string manifest, string message)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));
        string comment = "DeepMfg.AutoDiff model, sha256 of manifest.json: " + hash;
        Write(CompressionLevel.NoCompression, comment, ("manifest.json", manifest), ("tensors.safetensors", ""), ("other", ""));
        AssertSays(message, Load);
    }

    [Fact]
    public void A_missing_file_is_a_missing_file() => Assert.Throws<FileNotFoundException>(() => ModelFile.Load(_folder["nowhere"]));

    [Fact]
    public void A_save_that_fails_leaves_the_old_file()
    {
        SampleFiles.Model().Save(_folder["m"]);
        byte[] before = File.ReadAllBytes(_folder["m"]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["m"], stream =>
        {
            stream.Write(new byte[100]);
            throw new InvalidOperationException();
        }));
        Assert.Equal(before, File.ReadAllBytes(_folder["m"]));
        Assert.Equal(["m"], _folder.Names);
    }

    [Fact]
    public void What_a_killed_save_left_is_cleared_away_after_an_hour()
    {
        File.WriteAllText(_folder[".m.0.tmp"], "old");
        File.SetLastWriteTimeUtc(_folder[".m.0.tmp"], DateTime.UtcNow.AddHours(-2));
        File.WriteAllText(_folder[".m.1.tmp"], "being written");
        File.WriteAllText(_folder[".n.0.tmp"], "of another");
        File.SetLastWriteTimeUtc(_folder[".n.0.tmp"], DateTime.UtcNow.AddHours(-2));
        SampleFiles.Model().Save(_folder["m"]);
        Assert.Equal([".m.1.tmp", ".n.0.tmp", "m"], _folder.Names);
    }

    private void Load() => ModelFile.Load(_folder["m"]);

    private void Write(params (string Name, string Text)[] entries) => Write(CompressionLevel.NoCompression, null, entries);

    private void Write(CompressionLevel level, string? comment, params (string Name, string Text)[] entries)
    {
        using FileStream stream = File.Create(_folder["m"]);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
        archive.Comment = comment ?? "";
        foreach ((string name, string text) in entries)
        {
            using Stream entry = archive.CreateEntry(name, level).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    private void AssertSays(string message, Action action)
    {
        FileRefusedException refused = Assert.Throws<FileRefusedException>(action);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{_folder["m"]}, {refused.Place}: ", refused.Message, StringComparison.Ordinal);
    }
}
