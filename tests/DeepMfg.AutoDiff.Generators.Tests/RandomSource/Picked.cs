namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Overloads for every type that a constant may have, members that hide others, and operators of two kinds: each notes that it was called.</summary>
internal static class Picked
{
    public const string Path = "Picked.cs";

    public const string Text = """
        #nullable enable
        using System;
        using System.Runtime.CompilerServices;

        public enum Grade { Low = 1, Middle = 2, High = 4 }

        public class Part
        {
            public int Kept = 3;
            public int Wide => 5;
            public int Count() => Probe.Count(107);
            public virtual int Turn() => Probe.Count(109);
            public int All(int k) => Kept + Wide + Count() + Turn() + Picked.Of(this) + k;
            public static int Of(Part? part) => part is null ? 1 : part.All(2);
        }

        public sealed class Gear : Part
        {
            public new int Kept = 30;
            public new int Wide => 50;
            public new int Count() => Probe.Count(207);
            public override int Turn() => Probe.Count(209);
            public int Own(int k) => base.Count() + base.Turn() + base.Wide + base.Kept + Count() + Kept + k + All(k) + Picked.Of((Part)this);
        }

        public readonly struct Weight(int grams)
        {
            public int Grams => grams;
            public static Weight operator +(Weight a, Weight b) => new(a.Grams + b.Grams + Probe.Count(301));
            public static Weight operator checked --(Weight a) => new(a.Grams - 2);
            public static Weight operator --(Weight a) => new(a.Grams - 1);
            public static bool operator >(Weight a, Weight b) => a.Grams > b.Grams;
            public static bool operator <(Weight a, Weight b) => a.Grams < b.Grams;
            public static implicit operator Weight(int n) => new(n);
            public static explicit operator int(Weight w) => w.Grams * 2 + Probe.Count(302);
        }

        public struct Load
        {
            public int N;
            public int Plus(int k) => N * 3 + k + Probe.Count(403);
            public readonly int this[in int i] => N * 5 + i;
            public static int operator +(in Load a, in Load b) => a.N * 7 + b.N;
            public static Load operator -(in Load a, int k) => new() { N = a.N - k };
        }

        public sealed class Crate
        {
            public static int Moved;
            public Load Load;
            public int Count = 2;
            public int[] Rows = [3, 4, 5];
            public int Bump() { Load.N++; Count = (Count + 1) & 7; Rows[Count % 3]++; Moved = Count; return Probe.Count(Count + 400); }
            public Crate Self() { Bump(); return this; }
            public override string ToString() => Probe.Count(Count + 411) > 0 ? new string('a', Count) : "";
        }

        public static class Picked
        {
            public static int Both(in int a, int b) => a * 3 + b;
            public static int Same(ref readonly int a, int b) => a * 5 + b;
            public static int Beside(in int a, Crate crate) => crate.Bump() + a;
            public static int Length(string a, int b) => a.Length * 3 + b;
            public static double Scaled(in double a, double b) => a * b;
            public static float Scaled(in float a, float b) => a * b;
            public static double Set(double[] a, double b) => a[0] = b;
            public static float Set(float[] a, float b) => a[0] = b;
            public static int Of(object? x) => Probe.Count(1);
            public static int Of(string? x) => Probe.Count(2);
            public static int Of(IComparable? x) => Probe.Count(3);
            public static int Of(short x) => Probe.Count(4);
            public static int Of(int x) => Probe.Count(5);
            public static int Of(uint x) => Probe.Count(6);
            public static int Of(long x) => Probe.Count(7);
            public static int Of(nint x) => Probe.Count(8);
            public static int Of(double x) => Probe.Count(9);
            public static int Of(decimal x) => Probe.Count(10);
            public static int Of(int? x) => Probe.Count(11);
            public static int Of(Grade x) => Probe.Count(12);
            public static int Of(Grade? x) => Probe.Count(13);
            public static int Of(Part? x) => Probe.Count(14);
            public static int Of(Gear? x) => Probe.Count(15);
            public static int Of(Weight x) => Probe.Count(16);
            public static int Of(Weight? x) => Probe.Count(17);
            public static int Of(Type x) => Probe.Count(18);
            public static int Of(char x) => Probe.Count(19);
            public static int Of((int, int) x) => Probe.Count(20);

            public static int Named(int a, int b = 3, params int[] more) => Probe.Count(a * 31 + b * 7 + more.Length);
            public static int Read(in int a, ref int b) => (b += 3) + a;
            public static int Said([CallerMemberName] string name = "", [CallerLineNumber] int line = 0) => Probe.Count(name.Length + line);
            public static int Told(int k, [CallerArgumentExpression(nameof(k))] string said = "") => Probe.Count(said.Length + k);
            public static object Boxed(int k) => k > 2 ? "text" : k;
            public static Part Made(int k) => k > 2 ? new Gear() : new Part();
        }
        """;
}
