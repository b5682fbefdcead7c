using System.Text;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>A function that a program may call.</summary>
/// <param name="Call">Makes the call, from expressions of kind real.</param>
/// <param name="Captures">Whether it is a local function that uses what stands around it, so that a static one may not call it.</param>
internal sealed record Callee(Func<Context, Func<string>, string> Call, bool Captures = false);

/// <summary>What is known while a function's text is made: choices, locals, callees, and the lines so far.</summary>
internal sealed class Context(Draw draw, Precision precision, IEnumerable<Callee> callees)
{
    private static readonly string[] s_names =
    [
        "speed", "feed", "load", "depth", "wear", "angle", "sum", "term", "rate", "xBar", "xDot", "tape", "value", "cotangent", "speedBar", "speedDot",
        "@in", "@out", "@class", "@params", "gradient", "result", "row", "trips", "trip", "record", "next", "again", "arm", "bar", "aBar", "bDot", "count",
    ];

    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _used = [];
    private int _fresh;

    public Draw Draw => draw;

    public Precision Precision => precision;

    /// <summary>Makes the operand of a <c>return</c>.</summary>
    public Func<string> Result { get; set; } = () => "";

    public List<Callee> Callees { get; } = [.. callees];

    public Scope Scope { get; private set; } = new(null);

    public int Indent { get; set; }

    /// <summary>A small integer that no statement writes, to bound loops.</summary>
    public string Bound { get; init; } = "3";

    public int LoopDepth { get; set; }

    /// <summary>What the program is about, besides numbers.</summary>
    public Flavor Flavor { get; init; }

    /// <summary>What stands behind the names of the types that the program has for itself.</summary>
    public string Types { get; init; } = "";

    /// <summary>Whether the text names from the root what stands outside, so that locals may hide it.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it is a local function's.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Whether <c>break</c> would leave a switch and not the loop.</summary>
    public bool InSwitch { get; set; }

    /// <summary>How many statements are still to come.</summary>
    public int Budget { get; set; } = 12;

    public string Text => _text.ToString();

    /// <summary>A name that is free in this block, now and then one that a sibling has used.</summary>
    public string Fresh()
    {
        string[] reusable = [.. Scope.Reusable];
        if (reusable.Length > 0 && draw.Chance(40))
        {
            return Declared(draw.Of(reusable));
        }

        string name = Flavor == Flavor.Containers && draw.Chance(50) ? ContainerNames.Variable(draw, IsWhole) : draw.Of(s_names);
        while (!_used.Add(name))
        {
            name = $"v{_fresh++}";
        }

        return Declared(name);
    }

    /// <summary>Adds a local that is declared already: a parameter.</summary>
    public void Know(Local local)
    {
        Scope.Add(local);
        Reserve(local.Name);
    }

    public void Reserve(string name) => _used.Add(name);

    public string Declare(Kind kind, bool writable = true) => Scope.Add(new Local(Fresh(), kind, writable)).Name;

    public void Line(string line) => _text.Append(' ', 4 * Indent).Append(line).Append('\n');

    public void Block(Action body)
    {
        Line("{");
        Indent++;
        Header(body);
        Indent--;
        Line("}");
    }

    /// <summary>Locals and local functions that only a part sees: a block, or a header with the block behind it.</summary>
    public void Header(Action body)
    {
        Scope outer = Scope;
        int known = Callees.Count;
        Scope = new Scope(outer);
        body();
        Scope = outer;
        Callees.RemoveRange(known, Callees.Count - known);
    }

    /// <summary>A local function's context: its jumps do not leave it, and a static one sees nothing around.</summary>
    public Context Inner(bool isStatic)
    {
        var inner = new Context(draw, precision, Callees.Where(callee => !isStatic || !callee.Captures))
        {
            Scope = new Scope(isStatic ? null : Scope, isFunction: true), Bound = isStatic ? "3" : Bound, Budget = 3, Indent = Indent,
            Flavor = Flavor, Types = Types, IsWhole = IsWhole, IsLocal = true,
        };
        inner._used.UnionWith(_used);
        inner._fresh = _fresh;
        return inner;
    }

    /// <summary>Takes over the text that an inner context has made.</summary>
    public void Append(Context inner)
    {
        _text.Append(inner.Text);
        _used.UnionWith(inner._used);
        _fresh = inner._fresh;
    }

    private string Declared(string name)
    {
        Scope.Declare(name);
        return name;
    }
}
