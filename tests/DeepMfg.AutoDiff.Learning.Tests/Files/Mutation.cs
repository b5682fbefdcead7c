namespace DeepMfg.AutoDiff.Learning.Tests;

/// <summary>Ways in which bytes go wrong.</summary>
internal static class Mutation
{
    private static readonly byte[] s_telling = [0, 1, 0x20, 0x22, 0x2D, 0x30, 0x39, 0x5B, 0x5D, 0x7B, 0x7D, 0x7F, 0x80, 0xFF];

    /// <summary>One to three changes, drawn from <paramref name="random"/>.</summary>
    internal static byte[] Of(byte[] bytes, ref Philox random)
    {
        List<byte> changed = [.. bytes];
        for (int changes = 1 + random.NextBelow(3); changes > 0 && changed.Count > 0; changes--)
        {
            Change(changed, ref random);
        }

        return [.. changed];
    }

    private static void Change(List<byte> bytes, ref Philox random)
    {
        int at = random.NextBelow(bytes.Count), length = Math.Min(1 + random.NextBelow(40), bytes.Count - at);
        switch (random.NextBelow(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.NextBelow(8));
                break;
            case 1:
                bytes[at] = s_telling[random.NextBelow(s_telling.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(random.NextBelow(bytes.Count), Enumerable.Repeat(s_telling[random.NextBelow(s_telling.Length)], length));
                break;
            case 6:
                bytes.AddRange(bytes.GetRange(at, length));
                break;
            default:
                int from = random.NextBelow(bytes.Count - length + 1);
                List<byte> moved = bytes.GetRange(from, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, moved);
                break;
        }
    }
}
