using DeepMfg.AutoDiff.Generators.Tests.Meaning;
using Xunit.Abstractions;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>
/// Random callees that hand what they are given from variable to variable, through boxes, texts, objects, delegates and calls, until it ends in a store or in a
/// log: refused are those with a store, and no others. DMAD_FULL=1 for all, DMAD_SEED to repeat.
/// </summary>
public class KeepingTests(ITestOutputHelper output)
{
    private const string Members = """
        static double s_value; static object? s_object; static string s_text = ""; static double[] s_array = new double[3]; static readonly List<object> s_list = new(); static int s_calls;
        static Func<double> s_function = () => 0; static readonly System.Threading.ThreadLocal<object> s_local = new(); static (double A, object? B) s_pair; static readonly Dictionary<int, double> s_map = new();
        sealed class Box { public double V; public object? O; public Box? Inner; }
        sealed class Kept(double v) { public double V => v; }
        record Entry(double V);
        static double Same(double v) => v; static double Chosen(double v, bool b) => b ? v : -v; static object Boxed(double v) => v; static Box Held(double v) => new Box { V = v };
        static void Show(object? o) => Console.WriteLine(o); static void Check(double v) { if (v > 100) throw new ArgumentOutOfRangeException($"{v}"); }
        """;

    private static readonly string[] s_stores =
    [
        "s_value = {0};", "s_object = {0};", "s_text = $\"{{{0}}}\";", "s_array[1] = {0};", "s_list.Add({0});", "{{ double w = {0}; s_function = () => w; }}", "s_local.Value = {0};",
        "s_pair.A = {0};", "s_pair = ({0}, null);", "s_map[1] = {0};", "s_object = new Kept({0});", "s_object = new Entry({0});", "s_object = new[] {{ {0} }};", "ref double slot = ref s_value; slot = {0};",
        "foreach (double w in new[] {{ {0} }}) s_value = w;", "new List<double> {{ {0} }}.ForEach(w => s_value = w);", "(s_calls, s_value) = (1, {0});", "s_value += 2 * {0};",
    ];

    private static readonly string[] s_logs =
    [
        "Console.WriteLine({0});", "Show({0});", "Check({0});", "s_calls++; Console.WriteLine($\"{{{0}}} {{s_calls}}\");", "s_calls += {0} > 1 ? 1 : 2;", "var held = new Box {{ V = {0} }}; Console.WriteLine(held.V);",
        "var all = new List<double> {{ {0} }}; all.Add({0}); Show(all.Count);", "System.Diagnostics.Trace.WriteLine($\"{{{0}}}\");", "s_calls += (int)({0});", "s_array[1] = s_calls; Console.WriteLine({0});", "s_list.Add(s_calls); Show({0});",
    ];

    /// <summary>From a value of type <c>double</c> to another one that is made of it, with the statements in front.</summary>
    private static readonly (string Before, string Value)[] s_ways =
    [
        ("double {1} = {0};", "{1}"), ("double {1} = 0; {1} += {0};", "{1}"), ("", "Same({0})"), ("", "Chosen({0}, s_calls > 0)"), ("object {1} = {0};", "(double){1}"), ("object {1} = Boxed({0});", "(double){1}"),
        ("var {1} = ({0}, 1);", "{1}.Item1"), ("var {1} = new Box {{ V = {0} }};", "{1}.V"), ("var {1} = Held({0});", "{1}.V"), ("var {1} = new Box {{ Inner = Held({0}) }}; var {1}b = {1};", "{1}b.Inner!.V"),
        ("double[] {1} = {{ {0}, 2 }};", "{1}[0]"), ("Func<double> {1} = () => {0};", "{1}()"), ("double {1}(double w) => w * {0};", "{1}(2)"), ("string {1} = $\"{{{0}}}\";", "double.Parse({1})"),
        ("double {1} = 1; for (int i = 0; i < 2; i++) {{ {1} = {1} * {0}; }}", "{1}"), ("double {1} = {0} switch {{ > 3 => 1, var w => w }};", "{1}"), ("var {1} = new List<double> {{ {0} }};", "{1}[0]"),
        ("double {1} = s_calls > 3 ? {0} : 1;", "{1}"), ("double? {1} = {0};", "({1} ?? 1)"), ("double {1}; try {{ {1} = Math.Sqrt({0}); }} finally {{ s_calls++; }}", "{1}"), ("var {1} = new Entry({0}) with {{ }};", "{1}.V"),
    ];

    [Fact]
    public void A_callee_is_refused_where_it_stores_and_only_there()
    {
        int count = Environment.GetEnvironmentVariable("DMAD_FULL") == "1" ? 2000 : 200;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("DMAD_SEED"), out int given) ? given : Random.Shared.Next(1_000_000_000);
        output.WriteLine($"DMAD_SEED={seed}");
        List<string> wrong = [];
        foreach (int[] batch in Enumerable.Range(seed, count).Chunk(200))
        {
            (string Text, bool Stores)[] callees = [.. batch.Select(Callee)];
            string[][] said = Calling.SaysOfEach([.. callees.Select(static callee =>
                $"{Members}\nstatic void Set(double v) {{ {callee.Text} }}\n[Differentiable] public static double F(double x) {{ Set(x); return x * x; }}")]);
            for (int i = 0; i < callees.Length; i++)
            {
                bool isRefused = said[i].Length > 0;
                if (isRefused != callees[i].Stores) wrong.Add($"DMAD_SEED={batch[i]} [{string.Join(", ", said[i])}] {callees[i].Text}");
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count}\n{string.Join("\n", wrong.OrderBy(static text => text.Length).Take(20))}");
    }

    private static (string Text, bool Stores) Callee(int seed)
    {
        var draw = new Draw(seed);
        string value = "v", before = "";
        for (int i = draw.Below(4); i > 0; i--)
        {
            (string statements, string next) = draw.Of(s_ways);
            string name = $"y{i}";
            before += string.Format(System.Globalization.CultureInfo.InvariantCulture, statements, value, name) + " ";
            value = string.Format(System.Globalization.CultureInfo.InvariantCulture, next, value, name);
        }
        bool stores = draw.Chance(60);
        string end = string.Format(System.Globalization.CultureInfo.InvariantCulture, draw.Of(stores ? s_stores : s_logs), value);
        return ($"{before}{end}", stores);
    }
}
