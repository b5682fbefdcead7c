namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// The names of a method's parameters and locals. C# lets two locals have one name only where neither's braces enclose the other's.
/// </summary>
internal sealed class NameTable
{
    private static readonly HashSet<string> Keywords =
    [
        .. ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
            + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
            + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string "
            + "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while field").Split(' '),
    ];

    // Types that generated code names without their namespace.
    public static readonly string[] Reserved = ["Math", "MathF", "Ops", "Partials", "Tape", "Span"];

    private readonly Dictionary<string, List<Body?>> taken = [];

    /// <summary>The highest number behind a name so far: the numbers below are taken.</summary>
    private readonly Dictionary<(string Name, Body Scope), int> numbers = [];
    private readonly Dictionary<Body, Body> parents;

    /// <param name="body">The method's body.</param>
    /// <param name="used">The names that mean something else in all of it: parameters and members.</param>
    public NameTable(Body body, IEnumerable<string> used)
    {
        parents = [];
        Survey(body);
        foreach (string name in used.Concat(Reserved)) Take(name, null);

        void Survey(Body outer)
        {
            foreach (Step step in outer.Steps)
            {
                foreach (Body inner in step.Bodies())
                {
                    parents[inner] = outer;
                    Survey(inner);
                }
            }
        }
    }

    /// <summary>The innermost body that encloses both.</summary>
    public Body Common(Body a, Body b)
    {
        if (a == b) return a;
        HashSet<Body> outer = [.. Outwards(a)];
        return Outwards(b).First(outer.Contains);
    }

    /// <summary>A name for a local of <paramref name="scope"/>, as near to the wanted one as can be.</summary>
    public string Fresh(string wanted, Body scope)
    {
        string name = wanted;
        numbers.TryGetValue((wanted, scope), out int last);
        for (int i = Math.Max(last, 1); !IsFree(name, scope); name = wanted + i) numbers[(wanted, scope)] = ++i;
        Take(name, scope);
        return Escaped(name);
    }

    public bool IsFree(string name, Body scope) =>
        !taken.TryGetValue(name, out List<Body?>? scopes)
        || scopes.TrueForAll(other => other is not null && !Encloses(scope, other) && !Encloses(other, scope));

    public static string Escaped(string name) => Keywords.Contains(name) ? "@" + name : name;

    private void Take(string name, Body? scope)
    {
        if (!taken.TryGetValue(name, out List<Body?>? scopes)) taken.Add(name, scopes = []);
        scopes.Add(scope);
    }

    private bool Encloses(Body outer, Body inner)
    {
        for (Body? at = inner; at is not null; at = parents.TryGetValue(at, out Body? around) ? around : null)
        {
            if (at == outer) return true;
        }
        return false;
    }

    private IEnumerable<Body> Outwards(Body body)
    {
        for (Body? at = body; at is not null; at = parents.TryGetValue(at, out Body? outer) ? outer : null) yield return at;
    }
}
