using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Where each local is declared, in the innermost braces that enclose all its uses, and under which name.</summary>
internal sealed class Declarations
{
    private readonly Folding folding;
    private readonly Dictionary<Variable, Local> locals;
    private readonly NameTable names;

    /// <summary>The names of parameters behind a reference.</summary>
    private readonly HashSet<string> references;
    private readonly List<Local> order = [];
    private readonly HashSet<Local> written = [];
    private readonly Dictionary<Step, List<Local>> before = [];

    private Declarations(Folding folding, Dictionary<Variable, Local> locals, NameTable names)
    {
        (this.folding, this.locals, this.names) = (folding, locals, names);
        references = [.. locals.Where(static entry => entry.Value.Place is { Kind: PlaceKind.Reference }).Select(static entry => entry.Key.Name)];
    }

    /// <summary>
    /// Gives every local its scope and its name; for the steps inside which locals of the steps' own braces are assigned first, those locals.
    /// </summary>
    public static IReadOnlyDictionary<Step, List<Local>> Run(Body body, Folding folding, Dictionary<Variable, Local> locals, NameTable names)
    {
        var declarations = new Declarations(folding, locals, names);
        declarations.Survey(body);
        foreach (Local local in declarations.order) local.Name = declarations.Name(local);
        declarations.FindFirst(body, [], []);
        return declarations.before;
    }

    private void Survey(Body inside)
    {
        foreach (Step step in inside.Steps)
        {
            if (step is Count count) Mention(count.Counter.Index, count.Body);
            else foreach (Variable variable in step.Writes()) Mention(variable, inside);
            foreach (Variable variable in folding.Leaves(step)) Mention(variable, inside);
            foreach (Body inner in step.Bodies()) Survey(inner);
        }
    }

    private void Mention(Variable variable, Body inside)
    {
        Local local = locals[variable];
        if (local.Place is not null) return;
        if (local.Scope is null) order.Add(local);
        local.Scope = local.Scope is { } scope ? names.Common(scope, inside) : inside;
    }

    /// <param name="inside">Where to look for the first assignments of locals.</param>
    /// <param name="bodies">The bodies around it, outermost first.</param>
    /// <param name="steps">For each of those the step that encloses <paramref name="inside"/>.</param>
    private void FindFirst(Body inside, List<Body> bodies, List<Step> steps)
    {
        foreach (Step step in inside.Steps)
        {
            foreach (Variable variable in step.Writes())
            {
                Local local = locals[variable];
                if (!written.Add(local) || local.Scope == inside || bodies.LastIndexOf(local.Scope!) is not (>= 0 and var depth)) continue;
                if (!before.TryGetValue(steps[depth], out List<Local>? first)) before.Add(steps[depth], first = []);
                first.Add(local);
            }
            bodies.Add(inside);
            steps.Add(step);
            foreach (Body inner in step.Bodies()) FindFirst(inner, bodies, steps);
            bodies.RemoveAt(bodies.Count - 1);
            steps.RemoveAt(steps.Count - 1);
        }
    }

    private string Name(Local local)
    {
        string wanted = local.Variables[0].BaseName;
        // An accumulator behind a reference is added up in a local while a loop runs.
        bool standsIn = local.Variables.Count > 1 && references.Contains(wanted) && !names.IsFree(wanted, local.Scope!);
        return names.Fresh(standsIn ? wanted + "Here" : wanted, local.Scope!);
    }
}
