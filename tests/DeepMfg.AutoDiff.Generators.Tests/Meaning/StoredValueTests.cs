namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>An active value that a call stores where it can be read again is refused; one that only a log keeps is not.</summary>
public class StoredValueTests
{
    private const string Members = """
        static double s_last; static int s_calls; static readonly List<double> s_log = new(); static readonly List<string> s_lines = new(); static double[] s_recent = new double[4];
        static double Last { get; set; }
        static double Mean => s_log.Count == 0 ? 0 : s_log[0];
        public sealed class Box { public double V; public double P { get; set; } }
        public sealed class Sum { private double _sum; public void Add(double v) => _sum += v; public double Total() => _sum; }
        public interface ISink { void Put(double v); }
        public sealed class Sink : ISink { public double Kept; public void Put(double v) => Kept = v; }
        public abstract class Base { public abstract void Put(double v); public abstract double Kept(); }
        public class Derived : Base { private double _kept; public override void Put(double v) => _kept = v; public override double Kept() => _kept; }
        static void Log(double v) { s_calls++; s_log.Add(v); s_lines.Add($"{v}"); s_last = v; Last = v; Recent(v); Console.WriteLine(v); }
        static void Recent(double v) { var recent = s_recent; recent[s_calls & 3] = v; }
        static void Guard(double v, string name) { if (v > 5) throw new ArgumentOutOfRangeException(name); s_calls++; }
        static void Set(Box box, double v) => box.V = v;
        static void SetProperty(Box box, double v) { var same = box; same.P = v; }
        static void Fill(double[] a, double v) => a[0] = v;
        static void FillSpan(Span<double> a, double v) => a[0] = v;
        static void FillBoth(double[] a, double v) { Log(v); Fill(a, v); }
        static void Append(List<double> list, double v) => list.Add(v);
        """;

    [Theory]
    [InlineData("Log(x * x); return x * s_last;", "DMAD012")]
    [InlineData("Log(x * x); return x * Last;", "DMAD012")]
    [InlineData("Log(x * x); return x * Mean;", "DMAD012")]
    [InlineData("Log(x * x); return x * s_recent[1];", "DMAD012")]
    [InlineData("Box b = new(); Set(b, x); return x * b.V;", "DMAD012")]
    [InlineData("Box b = new(); SetProperty(b, x); return x * b.P;", "DMAD012")]
    [InlineData("double[] a = new double[2]; Fill(a, x); return x * a[0];", "DMAD012")]
    [InlineData("double[] a = new double[2]; FillSpan(a, x); return x * a[0];", "DMAD012")]
    [InlineData("double[] a = new double[2]; FillBoth(a, x); return x * a[0];", "DMAD012")]
    [InlineData("List<double> l = new(); Append(l, x); return x * l[0];", "DMAD012")]
    [InlineData("Sum s = new(); s.Add(x); return x * s.Total();", "DMAD012")]
    [InlineData("ISink sink = new Sink(); sink.Put(x); return x * ((Sink)sink).Kept;", "DMAD011")]
    [InlineData("Base b = new Derived(); b.Put(x); return x * b.Kept();", "DMAD011")]
    [InlineData("double[] a = new double[2]; Array.Fill(a, x); return x * a[0];", "DMAD010")]
    [InlineData("var q = new Queue<(double, int)>(); q.Enqueue((x, 1)); return x * q.Dequeue().Item1;", "DMAD010")]
    [InlineData("var l = new List<object>(); l.Add(x); return x * (double)l[0];", "DMAD010")]
    [InlineData("var l = new System.Collections.ArrayList(); l.Add(x); return x * (double)l[0]!;", "DMAD010")]
    [InlineData("var d = new Dictionary<string, double>(); d.TryAdd(\"k\", x); return x * d[\"k\"];", "DMAD010")]
    [InlineData("var p = new PriorityQueue<int, double>(); p.Enqueue(1, x); p.TryPeek(out int n, out double y); return x * y;", "DMAD010")]
    [InlineData("Span<char> text = new char[40]; x.TryFormat(text, out int n, default, System.Globalization.CultureInfo.InvariantCulture); return x * double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);", "DMAD010")]
    [InlineData("var text = new System.Text.StringBuilder(); text.Append(x); return x * double.Parse(text.ToString());", "DMAD010")]
    [InlineData("var text = new System.Text.StringBuilder(); for (int i = 0; i < 2; i++) text.Append($\"{x}\"); return x * double.Parse(text.ToString());", "DMAD010")]
    public void A_stored_value_that_can_be_read_again_is_refused(string body, string expected) =>
        Assert.Equal([expected], Calling.Says($"{Members} [Differentiable] public static double F(double x) {{ {body} }}"));

    [Theory]
    [InlineData("Log(x * x); return x * x;")]
    [InlineData("Guard(x * x, nameof(x)); Console.WriteLine(x); Console.WriteLine(\"{0} {1}\", x, s_calls); return x * x;")]
    [InlineData("Log(x * x); s_log.Add(1.0); return x * x;")]
    [InlineData("new Sum().Add(x * x); return x * x;")]
    [InlineData("ISink sink = new Sink(); sink.Put(x); return x * x;")]
    [InlineData("Base b = new Derived(); b.Put(x); return x * x;")]
    [InlineData("IProgress<double> p = new Progress<double>(); p.Report(x); return x * x;")]
    [InlineData("Console.Out.WriteLine(x); System.Diagnostics.Debug.WriteLine(x); return x * x;")]
    [InlineData("int before = s_calls; Log(x); return x * x * (s_calls - before);")]
    [InlineData("var text = new System.Text.StringBuilder(); text.Append(x); text.AppendLine($\"{x:F1}\"); Console.WriteLine(text.ToString()); return x * x;")]
    public void A_log_runs_once_with_the_primal(string body)
    {
        string members = $$"""
            {{Members}}
            [Differentiable] public static double F(double x) { {{body}} }
            public static double Calls(Func<double> run) { s_calls = 0; s_log.Clear(); double y = run(); return s_calls + 100 * s_log.Count + 1e6 * y; }
            """;
        double primal = Calling.Value(members, "C.Calls(() => C.F(1.5))");
        Assert.Equal(primal, Calling.Value(members, "C.Calls(() => C.FValueAndGradient(1.5).Value)"));
        Assert.Equal(primal, Calling.Value(members, "C.Calls(() => C.FJvp(1.5, 1).Value)"));
        Calling.Gives(members, "C.FValueAndGradient(1.5).Gradient", 3);
    }
}
