namespace DeepMfg.AutoDiff.Generators.Tests.Meaning;

/// <summary>An active value that a call may store where it outlives the call is refused, whatever it is stored in; what keeps nothing is not.</summary>
public class StoredValueTests
{
    private const string Members = """
        static double s_last; static int s_calls; static object? s_box; static string s_text = ""; static Func<double> s_read = () => 0; static (double, int) s_pair; static decimal s_money; static double? s_maybe;
        static readonly List<double> s_log = new(); static readonly List<string> s_lines = new(); static double[] s_recent = new double[4]; static readonly System.Threading.ThreadLocal<double> s_local = new();
        static readonly System.IO.StringWriter s_writer = new(); static readonly System.Text.StringBuilder s_builder = new(); static readonly Dictionary<string, object> s_map = new(); static long s_bits;
        static event Action<double>? Changed; static IProgress<double> s_progress = new Progress<double>(v => s_last = v); static readonly System.Threading.AsyncLocal<object?> s_async = new();
        static double Last { get; set; } static double Doubled { get => s_last; set { if (value > 0) s_last = 2 * value; } } static ref double Slot => ref s_last;
        public sealed class Box { public double V; public object? O; public Box? Next; public double P { get; set; } public double this[int i] { get => V; set => V = value; } }
        public sealed class Sum { private double _sum; public void Add(double v) => _sum += v; public double Total() => _sum; }
        public interface ISink { void Put(double v); }
        public sealed class Sink : ISink { public double Kept; public void Put(double v) => Kept = v; }
        public abstract class Base { public abstract void Put(double v); public abstract double Kept(); }
        public class Derived : Base { private double _kept; public override void Put(double v) => _kept = v; public override double Kept() => _kept; }
        public sealed class Scope(double v) : IDisposable { public void Dispose() => s_last = v; }
        public sealed class Quiet(double v) { public double Twice => 2 * v; }
        public readonly struct Bag(double v) { public double V { get; } = v; public static Bag operator +(Bag a, double b) { s_last = b; return a; } public static implicit operator Bag(double w) { s_last = w; return new Bag(w); } public static string operator |(double a, Bag b) { s_last = a; return ""; } }
        public struct Holder { public List<double> Items; public double V; public void Add(double v) => Items.Add(v); public void Set(double v) => V = v; }
        public record Entry(double V, string Name);
        public class Outer(double v) { public double Value = v; public string Text() => $"{v}"; }
        static class Extra { public static double S; }
        static void Log(double v) { s_calls++; Console.WriteLine(v); }
        static void Guard(double v, string name) { if (v > 5 || double.IsNaN(v)) throw new ArgumentOutOfRangeException(name, $"{v} is out of range"); s_calls++; }
        static void Recent(double v) { var recent = s_recent; recent[s_calls & 3] = v; }
        static void SetBox(Box box, double v) => box.V = v;
        static void SetProperty(Box box, double v) { var same = box; same.P = v; }
        static void Fill(double[] a, double v) => a[0] = v;
        static void FillSpan(Span<double> a, double v) => a[0] = v;
        static void FillBoth(double[] a, double v) { Log(v); Fill(a, v); }
        static void Append(List<double> list, double v) => list.Add(v);
        """;

    private static readonly (string Store, string Read)[] s_stores =
    [
        ("s_last = v;", "s_last"),
        ("s_box = v;", "(double)s_box!"),
        ("s_text = $\"{v}\";", "double.Parse(s_text)"),
        ("s_text += v;", "double.Parse(s_text)"),
        ("s_pair.Item1 = v;", "s_pair.Item1"),
        ("s_pair = (v, 1);", "s_pair.Item1"),
        ("(s_calls, s_last) = (1, v);", "s_last"),
        ("s_money = (decimal)v;", "(double)s_money"),
        ("s_maybe = v;", "s_maybe!.Value"),
        ("s_bits = BitConverter.DoubleToInt64Bits(v);", "BitConverter.Int64BitsToDouble(s_bits)"),
        ("s_read = () => v;", "s_read()"),
        ("double w = v; s_read = Read; double Read() => w;", "s_read()"),
        ("var q = new Quiet(v); s_box = q;", "((Quiet)s_box!).Twice"),
        ("s_box = new Entry(v, \"\");", "((Entry)s_box!).V"),
        ("s_box = new { V = v };", "s_box!.GetHashCode()"),
        ("var b = new Box(); s_box = b; b.Next = new Box(); b.Next.V = v;", "((Box)s_box!).Next!.V"),
        ("var b = new Box { V = v }; var c = new Box { Next = b }; s_box = c;", "((Box)s_box!).Next!.V"),
        ("s_recent[1] = v;", "s_recent[1]"),
        ("var recent = s_recent; recent[^1] = v;", "s_recent[3]"),
        ("ref double r = ref s_last; r = v;", "s_last"),
        ("ref double r = ref s_recent[0]; r += v;", "s_recent[0]"),
        ("Slot = v;", "s_last"),
        ("Last = v;", "Last"),
        ("Doubled = v;", "s_last"),
        ("Extra.S = v;", "Extra.S"),
        ("s_log.Add(v);", "s_log[0]"),
        ("s_lines.Add($\"{v}\");", "double.Parse(s_lines[0])"),
        ("s_map[\"k\"] = v;", "(double)s_map[\"k\"]"),
        ("s_local.Value = v;", "s_local.Value"),
        ("s_async.Value = v;", "(double)s_async.Value!"),
        ("s_writer.Write(v);", "double.Parse(s_writer.ToString())"),
        ("s_builder.Append(1).Append(v);", "double.Parse(s_builder.ToString())"),
        ("Console.SetOut(s_writer); s_writer.WriteLine($\"{v}\");", "double.Parse(s_writer.ToString())"),
        ("using var scope = new Scope(v);", "s_last"),
        ("using (new Scope(v)) { }", "s_last"),
        ("IDisposable d = new Scope(v); d.Dispose();", "s_last"),
        ("Bag b = default; b += v;", "s_last"),
        ("Bag b = v;", "s_last"),
        ("_ = v | default(Bag);", "s_last"),
        ("Changed?.Invoke(v);", "s_last"),
        ("Changed += w => s_last = v;", "s_last"),
        ("s_progress.Report(v);", "s_last"),
        ("Action<double> put = w => s_last = w; put(v);", "s_last"),
        ("Action<double> put = Recent; put(v);", "s_recent[0]"),
        ("void Put(double w) => s_last = w; Put(v);", "s_last"),
        ("Array.ForEach(new[] { v }, w => s_last = w);", "s_last"),
        ("foreach (double w in new[] { v }.Where(w => { s_last = w; return true; })) { }", "s_last"),
        ("new List<double> { v }.ForEach(Recent);", "s_recent[0]"),
        ("System.Threading.Volatile.Write(ref s_last, v);", "s_last"),
        ("System.Threading.Interlocked.Exchange(ref s_last, v);", "s_last"),
        ("AppDomain.CurrentDomain.SetData(\"k\", v);", "(double)AppDomain.CurrentDomain.GetData(\"k\")!"),
        ("AppContext.SetData(\"k\", v);", "(double)AppContext.GetData(\"k\")!"),
        ("Environment.SetEnvironmentVariable(\"DMAD_K\", $\"{v}\");", "double.Parse(Environment.GetEnvironmentVariable(\"DMAD_K\")!)"),
        ("try { throw new InvalidOperationException($\"{v}\"); } catch (Exception e) { s_text = e.Message; }", "double.Parse(s_text)"),
        ("double w = v; for (int i = 0; i < 2; i++) { s_last = w; w = 2 * w; }", "s_last"),
        ("object o = v; if (o is double d) s_last = d;", "s_last"),
        ("s_last = v switch { > 0 and var w => w, _ => 0 };", "s_last"),
        ("s_last = Math.Max(v, 0);", "s_last"),
        ("s_last = Pick(v); static double Pick(double w) => w > 0 ? w : 1;", "s_last"),
        ("Chain(v); static void Chain(double w) { if (w > 0) Recent(w); }", "s_recent[0]"),
        ("new Box().Next = Linked(v); static Box Linked(double w) { var b = new Box { V = w }; s_box = b; return b; }", "((Box)s_box!).V"),
    ];

    private static readonly (string Members, string Call)[] s_calls =
    [
        ("static void Set(object? v) => s_box = v;", "Set(x)"),
        ("static void Set(object? v) => s_box = v;", "object o = x; Set(o)"),
        ("static void Set(string v) => s_text = v;", "Set($\"{x}\")"),
        ("static void Set(string v) => s_text = v;", "string s = $\"{x}\"; Set(s)"),
        ("static void Set((double, int) v) => s_pair = v;", "Set((x, 1))"),
        ("static void Set(in double v) => s_last = v;", "Set(x)"),
        ("static void Set(double? v) => s_maybe = v;", "Set(x)"),
        ("static void Set<T>(T v) => s_box = v;", "Set(x)"),
        ("static void Set(params object[] v) => s_box = v[0];", "Set(x, 1)"),
        ("static string Set(double v) { s_last = v; return \"\"; }", "string s = Set(x)"),
        ("static string Set(double v) { s_last = v; return \"\"; }", "Set(x)"),
        ("static void Set(double v, ref string s) { s_last = v; s = \"a\"; }", "string s = \"\"; Set(x, ref s)"),
        ("static void Set(double v, string name) { s_lines.Add(name); s_last = v; }", "Set(x, \"n\")"),
        ("static void Set(double v, int depth) { if (depth > 0) Set(v, depth - 1); else s_last = v; }", "Set(x, 3)"),
        ("static void Even(double v, int n) { if (n > 0) Odd(v, n - 1); } static void Odd(double v, int n) { s_last = v; Even(v, n - 1); }", "Even(x, 3)"),
        ("static async void Set(double v) { await Task.Yield(); s_last = v; }", "Set(x)"),
        ("sealed class Indexed { public string this[double v] { get { s_last = v; return \"\"; } } }", "string s = new Indexed()[x]"),
        ("", "string s = x | default(Bag)"),
        ("", "Box b = new(); SetBox(b, x)"),
        ("", "Box b = new(); SetProperty(b, x)"),
        ("", "List<double> l = new(); Append(l, x)"),
        ("", "Sum s = new(); s.Add(x)"),
        ("", "ISink sink = new Sink(); sink.Put(x)"),
        ("", "Base b = new Derived(); b.Put(x)"),
        ("", "new Sum().Add(x * x)"),
        ("", "Changed?.Invoke(x)"),
        ("", "s_progress.Report(x)"),
        ("", "var l = new List<double>(); var h = new Holder { Items = l }; h.Add(x)"),
        ("", "Array.Fill(s_recent, x)"),
        ("", "var q = new Queue<(double, int)>(); q.Enqueue((x, 1))"),
        ("", "var l = new List<object>(); l.Add(x)"),
        ("", "var l = new List<string>(); l.Add($\"{x}\")"),
        ("", "var l = new System.Collections.ArrayList(); l.Add(x)"),
        ("", "var d = new Dictionary<string, double>(); d.TryAdd(\"k\", x)"),
        ("", "var p = new PriorityQueue<int, double>(); p.Enqueue(1, x)"),
        ("", "var w = new System.IO.StringWriter(); w.Write(x)"),
        ("", "s_writer.Write(\"{0}\", x)"),
        ("", "s_builder.Append(x)"),
        ("", "var text = new System.Text.StringBuilder(); var same = text; text.Append(x); double y = double.Parse(same.ToString())"),
        ("", "var text = new System.Text.StringBuilder(); text.Append(1).Append(x); double y = double.Parse(text.ToString())"),
        ("", "var text = new System.Text.StringBuilder(); text.Append(x); double y = double.Parse(text.ToString())"),
        ("", "var text = new System.Text.StringBuilder(); for (int i = 0; i < 2; i++) text.Append($\"{x}\"); double y = double.Parse(text.ToString())"),
        ("", "Span<char> text = new char[40]; x.TryFormat(text, out int n, default, System.Globalization.CultureInfo.InvariantCulture); double y = double.Parse(text)"),
        ("", "System.Runtime.InteropServices.MemoryMarshal.Write(new byte[8].AsSpan(), in x)"),
        ("", "System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(new byte[8], x)"),
        ("", "AppContext.SetData(\"k\", x)"),
        ("", "Environment.SetEnvironmentVariable(\"DMAD_K\", $\"{x}\")"),
        ("", "Task.Run(() => 1).ContinueWith((t, o) => { }, (object)x)"),
    ];

    private static readonly (string Body, string Callee)[] s_quiet =
    [
        ("Log(x * x);", ""),
        ("Guard(x * x, nameof(x)); Console.WriteLine(x); Console.WriteLine(\"{0} {1}\", x, s_calls);", ""),
        ("Log(x * x); s_log.Add(1.0);", ""),
        ("Console.Out.WriteLine(x); Console.Error.WriteLine($\"{x:F3}\"); System.Diagnostics.Debug.WriteLine(x); System.Diagnostics.Trace.WriteLine($\"{x}\");", ""),
        ("System.Diagnostics.Debug.Assert(x > 0); System.Diagnostics.Debug.Assert(x > 0, $\"{x}\"); System.Diagnostics.Trace.Assert(x > 0, $\"{x}\");", ""),
        ("ArgumentOutOfRangeException.ThrowIfNegative(x); ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 100.0);", ""),
        ("int before = s_calls; Log(x); x *= s_calls - before; ", ""),
        ("var text = new System.Text.StringBuilder(); text.Append(x); text.AppendLine($\"{x:F1}\"); Console.WriteLine(text.ToString());", ""),
        ("Traced(x);", "static void Traced(double v) { try { Console.WriteLine(v.ToString(System.Globalization.CultureInfo.InvariantCulture)); } finally { s_calls++; } }"),
        ("Lines(x);", "static void Lines(double v) { string line = string.Format(\"{0:F2} at {1}\", v, s_calls); foreach (char c in line) Console.Write(c); s_calls += v > 0 ? 1 : 2; }"),
        ("Summed(x);", "static void Summed(double v) { try { var all = new List<double> { v }; all.Add(2 * v); double sum = 0; foreach (double w in all) sum += w; Console.WriteLine(sum); s_calls++; } finally { } }"),
        ("Written(x);", "static void Written(double v) { using var writer = new System.IO.StringWriter(); writer.Write(v); Console.WriteLine(writer.ToString()); }"),
        ("Shown(x);", "static void Shown(object v) { s_calls++; Console.WriteLine(v); }"),
        ("Named(x, \"n\");", "static void Named(double v, string name) { s_lines.Add(name); Console.WriteLine(v); }"),
        ("Read(x);", "static void Read(double v) { try { if (v > s_last + s_recent[0]) Console.WriteLine(v - s_last); } finally { } }"),
        ("Counted(x);", "static void Counted(double v) { try { s_calls += (int)v + Math.Sign(v) + (double.IsNaN(v) ? 1 : 0); } finally { } }"),
        ("new Derived().ToString(); Sealed.Put(x);", ""),
        ("Stored(x); x += s_last;", ""),
        ("Unread(x);", "sealed class Pair { public double V; } static Pair Made(double v) => new Pair { V = v }; static void Unread(double v) { var pair = Made(v); s_calls++; }"),
    ];

    [Fact]
    public void A_callee_that_stores_what_it_is_given_is_refused() => AreRefused(
        [.. s_stores.Select(static row => $"{Members} static void Set(double v) {{ {row.Store} }} [Differentiable] public static double F(double x) {{ Set(x); return {row.Read} * 2 + x; }}")],
        [.. s_stores.Select(static row => row.Store)]);

    [Fact]
    public void An_active_value_that_a_call_may_keep_is_refused() => AreRefused(
        [.. s_calls.Select(static row => $"{Members} {row.Members} [Differentiable] public static double F(double x) {{ {row.Call}; return s_last + x; }}")],
        [.. s_calls.Select(static row => $"{row.Members} {row.Call}")]);

    private static void AreRefused(IReadOnlyList<string> classes, IReadOnlyList<string> texts)
    {
        string[][] said = Calling.SaysOfEach(classes);
        string[] wrong =
        [
            .. said.Zip(texts).Where(static pair => pair.First.Length == 0 || !pair.First.All(static id => id is "DMAD010" or "DMAD011" or "DMAD012"))
                .Select(static pair => $"[{string.Join(", ", pair.First)}] {pair.Second}"),
        ];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void What_keeps_nothing_runs_once_with_the_primal()
    {
        string members = string.Join("\n", s_quiet.Select(static (row, i) => $$"""
            public static partial class Of{{i}}
            {
            {{Members}} {{row.Callee}}
            static class Sealed { public static void Put(double v) { s_calls++; GC.KeepAlive(null); } }
            [NoDerivative] static void Stored(double v) { s_last = v - v; s_box = v; }
            [Differentiable] public static double F(double x) { {{row.Body}} return x * x; }
            static double Calls(Func<double> run) { s_calls = 0; s_log.Clear(); s_lines.Clear(); double y = run(); return s_calls + 100 * s_log.Count + 1000 * s_lines.Count + 1e6 * y; }
            public static double Wrong()
            {
                double primal = Calls(() => F(1.5)), slope = FValueAndGradient(1.5).Gradient;
                bool isRight = Calls(() => FValueAndGradient(1.5).Value) == primal && Calls(() => FJvp(1.5, 1).Value) == primal && slope == 3;
                return isRight ? 0 : 1L << {{i}};
            }
            }
            """));
        Calling.Gives(members, string.Join(" + ", s_quiet.Select(static (_, i) => $"C.Of{i}.Wrong()")), 0);
    }
}
