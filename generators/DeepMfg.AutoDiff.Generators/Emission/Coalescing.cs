using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Which variables share a C# local: those that an assignment connects, innermost loops first, so that it needs no copy; then the versions of one
/// another in one block. Never two that interfere. In a method of very many variables, more than the JIT keeps track of, all that have one name
/// are taken for versions.
/// </summary>
internal sealed class Coalescing
{
    /// <summary>The JIT keeps track of 1,024 variables, temporaries of its own among them.</summary>
    private const int MostLocals = 500;

    private readonly UnionFind sets = new();
    private readonly Dictionary<Variable, Group> groups = [];
    private readonly Dictionary<Variable, ParameterPlace> places;
    private readonly HashSet<Variable> assignedInLoops = [];
    private readonly HashSet<Variable> counters = [];
    private readonly Interference interference;
    private readonly Folding folding;

    private Coalescing(Body body, Interference interference, Folding folding, IReadOnlyList<ParameterPlace> places)
    {
        (this.interference, this.folding) = (interference, folding);
        this.places = places.ToDictionary(place => place.Variable);
        Survey(body, isInLoop: false);
    }

    /// <summary>The local of every variable that has one.</summary>
    public static Dictionary<Variable, Local> Run(Body body, Interference interference, Folding folding, IReadOnlyList<ParameterPlace> places)
    {
        var coalescing = new Coalescing(body, interference, folding, places);
        coalescing.MergeAssignments(body);
        if (body.All().Sum(static step => step.Writes().Length) > MostLocals) coalescing.MergeNamesakes(body, places.Select(place => place.Variable));
        else coalescing.MergeVersions(body);
        return coalescing.Locals(body, places);
    }

    private void Survey(Body body, bool isInLoop)
    {
        foreach (Step step in body.Steps)
        {
            if (isInLoop)
            {
                foreach (Variable variable in step.Writes()) assignedInLoops.Add(variable);
            }
            if (step is Count count) counters.Add(count.Counter.Index);
            foreach (Body inner in step.Bodies()) Survey(inner, isInLoop || step is Cycle or Count);
        }
    }

    private void MergeAssignments(Body body)
    {
        foreach (Step step in body.Steps)
        {
            foreach (Body inner in step.Bodies()) MergeAssignments(inner);
        }
        foreach (Step step in body.Steps)
        {
            if (step is not Move move) continue;
            foreach (Assignment assignment in move.Assignments)
            {
                if (assignment.Source is Variable source && folding.Of(source) is null) TryMerge(assignment.Target, source);
            }
        }
    }

    private void MergeNamesakes(Body body, IEnumerable<Variable> before)
    {
        var latest = new Dictionary<(string, IrType), Variable>();
        foreach (Variable variable in before) Merge(variable);
        foreach (Step step in body.Steps)
        {
            foreach (Variable variable in step.Writes()) Merge(variable);
        }
        foreach (Step step in body.Steps)
        {
            foreach (Body inner in step.Bodies()) MergeNamesakes(inner, []);
        }

        void Merge(Variable variable)
        {
            (string, IrType) key = (variable.BaseName, variable.Type);
            if (latest.TryGetValue(key, out Variable? earlier)) TryMerge(earlier, variable);
            latest[key] = variable;
        }
    }

    /// <summary>What is computed of a version of the same variable goes where that was: <c>x *= 2</c>.</summary>
    private void MergeVersions(Body body)
    {
        foreach (Define define in body.All().OfType<Define>())
        {
            foreach (Variable leaf in folding.Leaves(define))
            {
                if (Webs.IsVersion(define, leaf)) TryMerge(leaf, define.Target);
            }
        }
    }

    private void TryMerge(Variable a, Variable b)
    {
        Variable first = sets.Find(a), second = sets.Find(b);
        if (first == second || a.Type != b.Type || a.Type.IsStorage) return;
        Group left = Of(first), right = Of(second);
        if (left.HasCounter || right.HasCounter || !PlaceAllows(left, right) || !PlaceAllows(right, left) || left.Interferes(right)) return;
        sets.Union(first, second);
        left.Add(right);
    }

    /// <summary>A parameter takes over its own versions only; behind a reference none that a loop assigns, as each trip would go to memory.</summary>
    private static bool PlaceAllows(Group held, Group joining) => held.Place is not { } place || place.Kind switch
    {
        PlaceKind.ReadOnly => false,
        PlaceKind.Reference when joining.IsAssignedInLoop => false,
        _ => joining.BaseName == place.Variable.BaseName && joining.Place is null,
    };

    private Group Of(Variable root)
    {
        if (groups.TryGetValue(root, out Group? found)) return found;
        var group = new Group(root, interference.Only(root), interference.Beside(root))
        {
            HasCounter = counters.Contains(root), IsAssignedInLoop = assignedInLoops.Contains(root),
            Place = places.TryGetValue(root, out ParameterPlace? place) ? place : null,
        };
        groups.Add(root, group);
        return group;
    }

    /// <summary>Variables that share a local, and what of them decides whether more can.</summary>
    private sealed class Group
    {
        private readonly LiveSet own, beside;

        public Group(Variable variable, LiveSet own, LiveSet beside)
        {
            (this.own, this.beside) = (own, beside);
            Members = [variable];
            BaseName = variable.BaseName;
        }

        public List<Variable> Members { get; }

        /// <summary>The user's name, where all have the same.</summary>
        public string? BaseName { get; private set; }

        public bool HasCounter { get; init; }

        public bool IsAssignedInLoop { get; set; }

        public ParameterPlace? Place { get; set; }

        public bool Interferes(Group other) => beside.Overlaps(other.own) || other.beside.Overlaps(own);

        public void Add(Group other)
        {
            Members.AddRange(other.Members);
            own.UnionWith(other.own);
            beside.UnionWith(other.beside);
            BaseName = BaseName == other.BaseName ? BaseName : null;
            IsAssignedInLoop |= other.IsAssignedInLoop;
            Place ??= other.Place;
        }
    }

    private Dictionary<Variable, Local> Locals(Body body, IReadOnlyList<ParameterPlace> places)
    {
        var locals = new Dictionary<Variable, Local>();
        foreach (ParameterPlace place in places) Add(place.Variable, place);
        foreach (Step step in body.All())
        {
            foreach (Variable variable in step.Writes()) Add(variable, null);
        }
        return locals;

        void Add(Variable variable, ParameterPlace? place)
        {
            if (locals.ContainsKey(variable)) return;
            var local = new Local(variable.Type, place);
            // In the order in which the set grew: the variable that assignments go to comes first.
            local.Variables.AddRange(Of(sets.Find(variable)).Members);
            foreach (Variable member in local.Variables) locals[member] = local;
        }
    }
}
