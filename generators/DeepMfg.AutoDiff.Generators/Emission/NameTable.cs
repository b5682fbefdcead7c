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

    private readonly Dictionary<string, Scopes> taken = [];

    /// <summary>The highest number behind a name so far: the numbers below are taken.</summary>
    private readonly Dictionary<(string Name, Body Scope), int> numbers = [];
    private readonly Dictionary<Body, Body> parents = [];

    /// <param name="body">The method's body.</param>
    /// <param name="used">The names that mean something else in all of it: parameters and members.</param>
    public NameTable(Body body, IEnumerable<string> used)
    {
        Survey(body);
        foreach (string name in used.Concat(Reserved)) ScopesOf(name).Everywhere = true;

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
        int depthOfA = DepthOf(a), depthOfB = DepthOf(b);
        for (; depthOfA > depthOfB; depthOfA--) a = parents[a];
        for (; depthOfB > depthOfA; depthOfB--) b = parents[b];
        for (; a != b; b = parents[b]) a = parents[a];
        return a;
    }

    private int DepthOf(Body body)
    {
        int depth = 0;
        while (parents.TryGetValue(body, out Body? outer)) (depth, body) = (depth + 1, outer);
        return depth;
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
        !taken.TryGetValue(name, out Scopes? scopes)
        || !scopes.Everywhere && !scopes.Around.Contains(scope) && !Outwards(scope).Any(scopes.Own.Contains);

    public static string Escaped(string name) => Keywords.Contains(name) ? "@" + name : name;

    /// <summary>Where a name is taken.</summary>
    private sealed class Scopes
    {
        public bool Everywhere { get; set; }

        /// <summary>The bodies that declare it.</summary>
        public HashSet<Body> Own { get; } = [];

        /// <summary>The bodies that declare it or enclose one that does.</summary>
        public HashSet<Body> Around { get; } = [];
    }

    private Scopes ScopesOf(string name)
    {
        if (!taken.TryGetValue(name, out Scopes? scopes)) taken.Add(name, scopes = new Scopes());
        return scopes;
    }

    private void Take(string name, Body scope)
    {
        Scopes scopes = ScopesOf(name);
        scopes.Own.Add(scope);
        foreach (Body outer in Outwards(scope))
        {
            if (!scopes.Around.Add(outer)) return;
        }
    }

    private IEnumerable<Body> Outwards(Body body)
    {
        for (Body? at = body; at is not null; at = parents.TryGetValue(at, out Body? outer) ? outer : null) yield return at;
    }
}
