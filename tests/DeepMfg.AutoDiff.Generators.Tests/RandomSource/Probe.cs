using DeepMfg.AutoDiff.Generators.Tests.Compiling;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>What random programs call besides themselves: constants that change state, so that a second call or another order shows.</summary>
internal static class Probe
{
    public const string Path = "Probe.cs";

    /// <summary>All that a random program may call.</summary>
    public static UserFile[] Files => [new(Path, Text), new(Picked.Path, Picked.Text)];

    public const string Text = """
        using System;

        public static class Probe
        {
            private static long s_digest;
            private static int s_calls;

            public static readonly double Third = 0.25;
            public static readonly float ThirdOfSingle = 0.25f;

            public static void Reset() => (s_digest, s_calls) = (17, 0);

            public static long Digest() => s_digest * 31 + s_calls;

            public static double Tick(int k)
            {
                Note(k);
                return 0.0625 * (k & 7) + 0.03125 * (s_calls % 5);
            }

            public static int Count(int k)
            {
                Note(~k);
                return (k ^ s_calls) & 15;
            }

            public static bool IsOpen(int k)
            {
                Note(k + 1000);
                return (k + s_calls) % 3 != 0;
            }

            public static Rates Rate(int k)
            {
                Note(k + 2000);
                return new Rates(0.125 * (k & 7));
            }

            public static void Log(double x) => Note(unchecked((long)(x * 1e15)));

            public static void Guard(double x, int k)
            {
                Note(unchecked((long)(x * 1e15)) ^ k);
                if (k == 123456789) throw new ArgumentOutOfRangeException(nameof(k));
            }

            /// <summary>Left out wherever it is called.</summary>
            [System.Diagnostics.Conditional("NOWHERE")]
            public static void Traced(double x, int k) => Note(BitConverter.DoubleToInt64Bits(x) + k);

            public static int Fuse(int k)
            {
                Note(k + 3000);
                if ((k + s_calls) % 41 == 7) throw new InvalidOperationException($"fuse {k} at {s_calls}");
                return k & 7;
            }

            public static System.Collections.Generic.IEnumerable<int> Items(int k)
            {
                Note(k + 4000);
                try
                {
                    for (int i = 0; i < (k & 3); i++)
                    {
                        Note(i);
                        yield return (k >> i) & 7;
                    }
                }
                finally
                {
                    Note(5000);
                }
            }

            private static void Note(long what)
            {
                s_calls++;
                s_digest = unchecked(s_digest * 1_000_003 + what);
            }
        }

        public sealed class Rates(double slow)
        {
            public double Slow { get; } = slow;

            public float Fast => (float)Slow;
        }
        """;
}
