// Another implementation of the safetensors format, TorchSharp.PyBridge 1.4.4: writes the bytes that the tests read, and reads those that the tests expect.
//
// Usage, in a folder outside of the repository (which pins packages its own way), with this file as Program.cs of a console project that references
// TorchSharp.PyBridge 1.4.4 and TorchSharp-cpu 0.107.0:
//
//   dotnet run            prints a file as hexadecimal digits
//   dotnet run -- HEX     prints the tensors of a file
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

if (args.Length == 0)
{
    using var written = new MemoryStream();
    Safetensors.SaveStateDict(
        written,
        new Dictionary<string, Tensor>
        {
            ["layer.weight"] = tensor(new float[] { 1, -2.5f, 0, 3.25f, float.MaxValue, float.Epsilon }, 2, 3),
            ["layer.bias"] = tensor(new double[] { 0.1, -0.2 }),
            ["steps"] = tensor(123456789012345L),
            ["flags"] = tensor(new bool[] { true, false, true }),
            ["half"] = tensor(new float[] { 0.5f, -65504f }).to(ScalarType.Float16),
            ["brain"] = tensor(new float[] { 1.5f, -3e38f }).to(ScalarType.BFloat16),
            ["none"] = zeros(0, 4),
            ["bytes"] = tensor(new byte[] { 0, 127, 255 }),
            ["Größe μ"] = tensor(new int[] { -7 }),
        },
        true);
    Console.WriteLine(Convert.ToHexString(written.ToArray()));
}
else
{
    using var read = new MemoryStream(Convert.FromHexString(args[0]));
    foreach ((string name, Tensor item) in Safetensors.LoadStateDict(read, true).OrderBy(pair => pair.Key, StringComparer.Ordinal))
    {
        double[] values = item.to(ScalarType.Float64).flatten().data<double>().ToArray();
        Console.WriteLine($"{name} {item.dtype} [{string.Join(", ", item.shape)}] {string.Join(" ", values.Select(value => value.ToString("R")))}");
    }
}
