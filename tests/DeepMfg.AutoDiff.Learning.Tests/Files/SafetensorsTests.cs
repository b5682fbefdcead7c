using System.Buffers.Binary;
using System.Text;

namespace DeepMfg.AutoDiff.Learning.Tests;

public sealed class SafetensorsTests : IDisposable
{
    /// <summary>Written by TorchSharp.PyBridge 1.4.4 (Reference/Safetensors.cs).</summary>
    private const string OfAnother =
        "32020000000000007B226C617965722E776569676874223A7B226474797065223A22463332222C227368617065223A5B322C335D2C22646174615F6F"
        + "666673657473223A5B302C32345D7D2C226C617965722E62696173223A7B226474797065223A22463634222C227368617065223A5B325D2C22646174"
        + "615F6F666673657473223A5B32342C34305D7D2C227374657073223A7B226474797065223A22493634222C227368617065223A5B5D2C22646174615F"
        + "6F666673657473223A5B34302C34385D7D2C22666C616773223A7B226474797065223A22424F4F4C222C227368617065223A5B335D2C22646174615F"
        + "6F666673657473223A5B34382C35315D7D2C2268616C66223A7B226474797065223A22463136222C227368617065223A5B325D2C22646174615F6F66"
        + "6673657473223A5B35312C35355D7D2C22627261696E223A7B226474797065223A2242463136222C227368617065223A5B325D2C22646174615F6F66"
        + "6673657473223A5B35352C35395D7D2C226E6F6E65223A7B226474797065223A22463332222C227368617065223A5B302C345D2C22646174615F6F66"
        + "6673657473223A5B35392C35395D7D2C226279746573223A7B226474797065223A225538222C227368617065223A5B335D2C22646174615F6F666673"
        + "657473223A5B35392C36325D7D2C2247725C75303046365C753030444665205C7530334243223A7B226474797065223A22493332222C227368617065"
        + "223A5B315D2C22646174615F6F666673657473223A5B36322C36365D7D7D0000803F000020C00000000000005040FFFF7F7F010000009A9999999999"
        + "B93F9A9999999999C9BF79DF0D86487000000100010038FFFBC03F62FF007FFFF9FFFFFF";

    /// <summary>What <see cref="Safetensors.Save"/> makes of <see cref="OfAnother"/>'s tensors; PyBridge reads these bytes.</summary>
    private const string OfOurs =
        "C0020000000000007B225F5F6D657461646174615F5F223A7B22646565706D66672E736861323536223A223538396335653036653837366234383930"
        + "6635616639646431353561343533653839376230313966316264613536326462313363633632636639393063663165222C227468726573686F6C6422"
        + "3A22302E3335222C22756E6974223A225C75303042356D227D2C226C617965722E62696173223A7B226474797065223A22463634222C227368617065"
        + "223A5B325D2C22646174615F6F666673657473223A5B302C31365D7D2C227374657073223A7B226474797065223A22493634222C227368617065223A"
        + "5B5D2C22646174615F6F666673657473223A5B31362C32345D7D2C2247725C75303046365C753030444665205C7530334243223A7B22647479706522"
        + "3A22493332222C227368617065223A5B315D2C22646174615F6F666673657473223A5B32342C32385D7D2C226C617965722E776569676874223A7B22"
        + "6474797065223A22463332222C227368617065223A5B322C335D2C22646174615F6F666673657473223A5B32382C35325D7D2C226E6F6E65223A7B22"
        + "6474797065223A22463332222C227368617065223A5B302C345D2C22646174615F6F666673657473223A5B35322C35325D7D2C22627261696E223A7B"
        + "226474797065223A2242463136222C227368617065223A5B325D2C22646174615F6F666673657473223A5B35322C35365D7D2C2268616C66223A7B22"
        + "6474797065223A22463136222C227368617065223A5B325D2C22646174615F6F666673657473223A5B35362C36305D7D2C226279746573223A7B2264"
        + "74797065223A225538222C227368617065223A5B335D2C22646174615F6F666673657473223A5B36302C36335D7D2C22666C616773223A7B22647479"
        + "7065223A22424F4F4C222C227368617065223A5B335D2C22646174615F6F666673657473223A5B36332C36365D7D7D20202020209A9999999999B93F"
        + "9A9999999999C9BF79DF0D8648700000F9FFFFFF0000803F000020C00000000000005040FFFF7F7F01000000C03F62FF0038FFFB007FFF010001";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_another_implementation_is_read()
    {
        IReadOnlyDictionary<string, StoredTensor> tensors = LoadOfAnother(OfAnother).Tensors;
        Assert.Equal(9, tensors.Count);
        Assert.Equal([1, -2.5f, 0, 3.25f, float.MaxValue, float.Epsilon], tensors["layer.weight"].AsSpan<float>());
        Assert.Equal([2, 3], tensors["layer.weight"].Shape);
        Assert.Equal([0.1, -0.2], tensors["layer.bias"].ToDoubles());
        Assert.Equal([123456789012345L], tensors["steps"].AsSpan<long>());
        Assert.Empty(tensors["steps"].Shape);
        Assert.Equal([true, false, true], tensors["flags"].AsSpan<bool>());
        Assert.Equal([0.5f, -65504], tensors["half"].ToSingles());
        Assert.Equal(TensorType.BF16, tensors["brain"].Type);
        Assert.Equal([1.5, (double)BitConverter.UInt32BitsToSingle(0xFF620000)], tensors["brain"].ToDoubles());
        Assert.Equal([0, 4], tensors["none"].Shape);
        Assert.Equal((byte[])[0, 127, 255], tensors["bytes"].AsSpan<byte>().ToArray());
        Assert.Equal([-7], tensors["Größe μ"].AsSpan<int>());
    }

    [Fact]
    public void The_bytes_are_those_that_other_implementations_read()
    {
        TensorFile file = LoadOfAnother(OfAnother);
        Safetensors.Save(_folder["ours"], file.Tensors, SampleFiles.Metadata());
        Assert.Equal(OfOurs, Convert.ToHexString(File.ReadAllBytes(_folder["ours"])));
    }

    [Fact]
    public void What_is_saved_is_loaded()
    {
        Safetensors.Save(_folder["a"], SampleFiles.Tensors(), SampleFiles.Metadata());
        TensorFile file = Safetensors.Load(_folder["a"]);
        SampleFiles.AssertEqual(SampleFiles.Tensors(), file.Tensors.ToDictionary());
        Assert.Equal(SampleFiles.Metadata(), file.Metadata.ToDictionary());
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void No_tensors_at_all_are_a_file_too()
    {
        Safetensors.Save(_folder["a"], new Dictionary<string, StoredTensor>());
        Assert.Empty(Safetensors.Load(_folder["a"]).Tensors);
        Assert.Empty(LoadOfAnother("02000000000000007B7D").Tensors);
    }

    [Fact]
    public void Wide_tensors_are_aligned()
    {
        Safetensors.Save(_folder["a"], new Dictionary<string, StoredTensor> { ["a"] = StoredTensor.Scalar((byte)1), ["b"] = StoredTensor.Scalar(1.0) });
        byte[] bytes = File.ReadAllBytes(_folder["a"]);
        long header = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, header % 8);
        Assert.Contains("\"b\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "start: 0 bytes are too few")]
    [InlineData("FFFFFFFFFFFFFF7F7B7D", "bytes 0 to 7: they announce a header of 9223372036854775807 bytes, and 2 follow")]
    [InlineData("00000000000000807B7D", "bytes 0 to 7: they announce a header of 9223372036854775808 bytes")]
    [InlineData("0200000000000000207B", "byte 8: the header does not begin with '{'")]
    [InlineData("02000000000000007B22", "header, byte 10: the text is no such JSON")]
    [InlineData("02000000000000007B7D00", "end: the tensors take 0 bytes and 1 follow the header")]
    public void A_broken_frame_is_refused_with_its_place(string hex, string message) => AssertRefused(message, Convert.FromHexString(hex));

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "header")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""",
        "header, tensor 'a': a shape of [2]")]
    [InlineData(
        """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
        "its bytes begin at 0 and not at 4")]
    [InlineData("""{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "header, tensor 'b': its bytes begin at 4 and not at 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "end: the tensors take 4 bytes and 8 follow")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}}""", "a shape of [4294967296, 4294967296]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}""", "does not fill")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "tensor 'a', shape: a whole number from 0 up is needed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "tensor 'a', shape: a whole number from 0 up is needed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}""", "tensor 'a', shape: a whole number from 0 up is needed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "does not fill the bytes 8 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", "a tensor needs dtype, shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "a tensor needs dtype, shape and two data_offsets")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "tensor 'a', dtype: 'F33' is no type of numbers")]
    [InlineData("""{"a":{"dtype":3,"shape":[2],"data_offsets":[0,8]}}""", "tensor 'a', dtype: a text is needed, and Number found")]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", "tensor 'a', shape: an array is needed")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", "'more' is no property of a tensor")]
    [InlineData("""{"a":[]}""", "tensor 'a': an object is needed, and Array found")]
    [InlineData("""{"a":[[[[[[]]]]]]}""", "the text is no such JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "header")]
    [InlineData("""{"__metadata__":{"a":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__, 'a': a text is needed")]
    [InlineData("""{"a":{"dtype":"BOOL","shape":[8],"data_offsets":[0,8]}}""", "tensor 'a': a Boolean is neither 0 nor 1")]
    public void A_false_header_is_refused_with_its_place(string header, string message) =>
        AssertRefused(message, [.. BitConverter.GetBytes((long)header.Length), .. Encoding.ASCII.GetBytes(header), .. Enumerable.Repeat((byte)9, 8)]);

    [Fact]
    public void A_number_that_changed_is_seen()
    {
        Safetensors.Save(_folder["a"], SampleFiles.Tensors());
        byte[] bytes = File.ReadAllBytes(_folder["a"]);
        bytes[^20] ^= 1;
        AssertRefused("header, __metadata__: the contents do not match their checksum", bytes);
    }

    [Fact]
    public void A_file_of_ours_without_its_checksum_is_refused_and_one_of_another_program_is_asked_for()
    {
        Safetensors.Save(_folder["file"], SampleFiles.Tensors());
        byte[] bytes = File.ReadAllBytes(_folder["file"]);
        bytes[bytes.AsSpan().IndexOf("deepmfg"u8)] = (byte)'D';
        bytes[^20] ^= 1;
        File.WriteAllBytes(_folder["file"], bytes);
        AssertRefused("header, __metadata__: there is no checksum ('deepmfg.sha256')", () => Safetensors.Load(_folder["file"]));
        Assert.Equal(6, LoadOfAnother(bytes).Tensors.Count);
        LoadOfAnother(OfAnother);
        AssertRefused("Safetensors.LoadUnchecked reads it", () => Safetensors.Load(_folder["file"]));
    }

    [Fact]
    public void Names_that_the_format_keeps_for_itself_are_refused()
    {
        Dictionary<string, StoredTensor> tensors = new() { ["__metadata__"] = StoredTensor.Scalar(1) };
        Assert.Throws<ArgumentException>(() => Safetensors.Save(_folder["a"], tensors));
        Dictionary<string, string> metadata = new() { ["deepmfg.sha256"] = "" };
        Assert.Throws<ArgumentException>(() => Safetensors.Save(_folder["a"], SampleFiles.Tensors(), metadata));
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_tensor_says_which_type_it_is_of()
    {
        StoredTensor tensor = StoredTensor.Of<int>([1, 2]);
        Assert.Equal("The tensor is of I32 and not of Single.", Assert.Throws<InvalidOperationException>(() => tensor.AsSpan<float>().Length).Message);
        Assert.Throws<InvalidOperationException>(tensor.ToDoubles);
        Assert.Throws<NotSupportedException>(() => StoredTensor.Scalar(1m));
        var mistake = Assert.Throws<ArgumentException>(() => StoredTensor.Of<int>([1, 2], 3));
        Assert.Contains("[3] does not hold 2 values", mistake.Message, StringComparison.Ordinal);
    }

    private TensorFile LoadOfAnother(string hex) => LoadOfAnother(Convert.FromHexString(hex));

    private TensorFile LoadOfAnother(byte[] bytes)
    {
        File.WriteAllBytes(_folder["file"], bytes);
        return Safetensors.LoadUnchecked(_folder["file"]);
    }

    private void AssertRefused(string message, byte[] bytes) => AssertRefused(message, () => LoadOfAnother(bytes));

    private void AssertRefused(string message, Func<TensorFile> load)
    {
        FileRefusedException refused = Assert.Throws<FileRefusedException>(load);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{_folder["file"]}, {refused.Place}: ", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Place);
    }
}
