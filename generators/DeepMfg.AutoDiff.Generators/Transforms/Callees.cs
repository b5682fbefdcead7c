using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>Of which functions reverse mode calls two sweeps that share a tape, rather than one derivative that computes the values again.</summary>
internal enum Swept
{
    None, Recursion, All,
}

/// <summary>
/// The functions that calls go to, and their derivatives: each is derived once for each pattern of activity, and shared by all that call it so.
/// </summary>
internal sealed class Callees
{
    private readonly Dictionary<string, Function> functions = [];
    private readonly Dictionary<(string Callee, Mode? Mode, Activation Activation), Function> derived = [];

    /// <summary>What is no function of its own but C# of the user's, which is written where it is called.</summary>
    private readonly Dictionary<string, Function> texts = [];

    /// <summary>Callees come before their callers.</summary>
    private readonly List<Function> order = [];

    /// <summary>The names of functions that are being derived, too.</summary>
    private readonly HashSet<string> names = [];

    /// <summary>The functions of which sweeps are called rather than derivatives in one piece; fewer where sweeps cannot be made.</summary>
    private readonly HashSet<string> split;

    /// <summary>The sweeps of a callee, by their names while they are being made, too; and whose forward sweeps they are.</summary>
    private readonly Dictionary<(string Callee, Activation Activation), (string Forward, string Reverse)> sweeps = [];
    private readonly Dictionary<string, string> forward = [];

    /// <param name="callees">The functions, callees before their callers.</param>
    /// <param name="swept">Of which functions sweeps are called. Sweeps have no derivatives: what is to be derived again is derived in one piece.</param>
    public Callees(IEnumerable<Function> callees, Swept swept = Swept.Recursion)
    {
        Function[] all = [.. callees];
        foreach (Function callee in all) Add(callee);
        HashSet<string> recursive = swept == Swept.Recursion ? CallGraph.Recursive(all) : [];
        split = [.. all.Where(callee => callee.Rule is null && (swept == Swept.All || recursive.Contains(callee.Name))).Select(static callee => callee.Name)];
    }

    /// <summary>
    /// Whether a call is one of a forward sweep in reverse mode: of a function that calls itself each level would compute again what those below it have
    /// computed. A checkpoint asks for just that.
    /// </summary>
    public bool IsSplit(Call call) => !call.IsCheckpoint && split.Contains(call.Callee);

    /// <summary>The callee whose forward sweep a function is.</summary>
    public string? IsForward(string function) => forward.TryGetValue(function, out string? callee) ? callee : null;

    /// <summary>
    /// The names of a callee's two sweeps, which share a tape: of its parameters, yielding its results; and of its parameters as they are left, and cotangents
    /// as for <see cref="Vjp"/>. Nothing where something has to cross that no tape holds.
    /// </summary>
    public (string Forward, string Reverse)? Sweeps(string callee, Activation activation)
    {
        if (!split.Contains(callee)) return null;
        if (sweeps.TryGetValue((callee, activation), out (string Forward, string Reverse) known)) return known;
        (string Forward, string Reverse) made = (Unused(callee + "Forward"), Unused(callee + "Reverse"));
        (int before, object[] under) = (order.Count, [.. derived.Keys, .. sweeps.Keys]);
        sweeps.Add((callee, activation), made);
        forward.Add(made.Forward, callee);
        Function function = Scratch.TakingSpans(functions[callee]);
        Function whole = Finished(Reverse.Vjp.Of(function, activation with { ByMemory = true }, CompanionsOf(activation), this, Cut.ByCaller));
        Sweeps? cut = Splitting.Of(whole, [.. function.Parameters.Select(static _ => false)], function.Body.Yield.Count, Cut.ByCaller);
        if (cut is null)
        {
            split.Remove(callee);
            Forget(before, [.. under]);
            return null;
        }
        (Function first, Function second) = Splitting.OnTape(cut, function.Parameters.Count);
        Add(Simplify.Of(first) with { Name = made.Forward });
        Add(Simplify.Of(second) with { Name = made.Reverse });
        return made;
    }

    /// <summary>What has been made meanwhile counted on sweeps that there are not; what is under way, or was there before, did not.</summary>
    private void Forget(int before, HashSet<object> known)
    {
        foreach (Function made in order.Skip(before)) functions.Remove(made.Name);
        order.RemoveRange(before, order.Count - before);
        foreach (var key in derived.Keys.Where(key => !known.Contains(key)).ToList()) derived.Remove(key);
        foreach (var key in sweeps.Keys.Where(key => !known.Contains(key)).ToList()) sweeps.Remove(key);
    }

    private static Companions CompanionsOf(Activation activation) => new(
        activation.Results.Select(static _ => (string?)"cotangent").ToEquatableArray(), activation.Parameters.Select(static _ => false).ToEquatableArray());

    private string Unused(string whole)
    {
        string name = whole;
        for (int i = 2; functions.ContainsKey(name) || !names.Add(name); i++) name = whole + i;
        return name;
    }

    /// <summary>The function of a callee's parameters and a tangent for each active one, as of <see cref="Transforms.Jvp.Of"/>.</summary>
    public Function Jvp(string callee, Activation activation) =>
        Derived(callee, Mode.Forward, activation, function => function.Rule?.Jvp is { } rule
            ? RuleDerivatives.Jvp(function, rule, activation) : Transforms.Jvp.Of(function, activation with { ByMemory = true }, this));

    /// <summary>
    /// The function of a callee's parameters and a cotangent for each active result, which yields what is pulled back to each active parameter; a rule by
    /// hand yields the results before that. It computes the callee's values again: of a call nothing but its arguments is recorded.
    /// </summary>
    public Function Vjp(string callee, Activation activation) => Derived(callee, Mode.Reverse, activation, function =>
    {
        if (function.Rule?.Vjp is { } rule) return RuleDerivatives.Vjp(function, rule, activation);
        function = Scratch.TakingSpans(function);
        Function whole = Reverse.Vjp.Of(function, activation with { ByMemory = true }, CompanionsOf(activation), this);
        return whole with { Body = whole.Body with { Yield = whole.Body.Yield.Skip(function.Body.Yield.Count).ToEquatableArray() } };
    });

    /// <summary>What refers to the contents of a callee's parameter when they are pulled back to: a rule by hand may want an array.</summary>
    public IrType Taken(string callee, int parameter)
    {
        Function function = functions[callee];
        return function.Rule is null ? Scratch.TakingSpans(function).Parameters[parameter].Type : function.Parameters[parameter].Type;
    }

    /// <summary>The parameter that is as long as a result of a callee, if that is known.</summary>
    public int? LikeArgument(string callee, int result)
    {
        Function function = functions[callee];
        if (function.Rule is not null || function.Body.Yield[result] is not Variable { Type.IsVector: true } given) return null;
        Variable? like = new Lengths(function, (call, inner) => LikeArgument(call.Callee, inner)).Of(given).Like;
        int number = Array.IndexOf([.. function.Parameters], like);
        return number < 0 ? null : number;
    }

    /// <summary>Whether the function of a callee in reverse mode gives the callee's results, too.</summary>
    public bool GivesResults(string callee) => functions[callee].Rule?.Vjp is not null;

    /// <summary>The pullback of a call whose recording half was called instead, of the values that this one hands over.</summary>
    public Function Pullback(string callee, Activation activation)
    {
        Function function = functions[callee];
        return Derived(callee, null, activation, _ => RuleDerivatives.Pullback(function, function.Rule!.Pair!, activation));
    }

    /// <summary>The two halves of a callee's rule in reverse mode, if it has such.</summary>
    public RulePair? PairOf(string callee) => functions.TryGetValue(callee, out Function? function) ? function.Rule?.Pair : null;

    /// <summary>What calls the recording half of a rule.</summary>
    public string Recording(string callee)
    {
        string name = callee + " recording";
        texts[name] = functions[callee].Rule!.Pair!.Recording;
        return name;
    }

    /// <summary>
    /// A function as it is written: with the user's C# in the place of calls that his rules are for, and without arrays that nobody else sees.
    /// </summary>
    public Function Finished(Function function)
    {
        Function simple = Simplify.Of(texts.Count == 0 ? function : Inline.Of(function, texts)), own = Scratch.Of(simple);
        return ReferenceEquals(own, simple) ? simple : Simplify.Of(own);
    }

    /// <summary>The functions that these call, directly or not, as they are written; callees come before their callers.</summary>
    public IEnumerable<Function> CalledBy(IEnumerable<Function> callers)
    {
        Dictionary<string, Function> called = [];
        Stack<Function> work = new(callers);
        while (work.Count > 0)
        {
            foreach (Statement statement in Walk.All(work.Pop().Body))
            {
                if (statement is not Call call || called.ContainsKey(call.Callee)) continue;
                called.Add(call.Callee, Finished(functions[call.Callee]));
                work.Push(called[call.Callee]);
            }
        }
        return order.Where(function => called.ContainsKey(function.Name)).Select(function => called[function.Name]);
    }

    private Function Derived(string callee, Mode? mode, Activation activation, Func<Function, Function> derive)
    {
        if (derived.TryGetValue((callee, mode, activation), out Function? known)) return known;
        if (functions[callee].Part != Sweep.None) throw new InvalidOperationException($"{callee} is half of a derivative, which has none of its own.");
        string name = Unused(callee + (mode == Mode.Forward ? "Jvp" : "Vjp"));
        // One that calls itself asks for it once more, and finds its name.
        derived[(callee, mode, activation)] = new Function(name, [], new Block([], []));
        if (mode == Mode.Forward && split.Contains(callee)) split.Add(name);
        Function function = Simplify.Of(derive(functions[callee])) with { Name = name };
        Add(function);
        CustomRule? rule = functions[callee].Rule;
        if (mode is null || rule?.In(mode.Value) is not null) texts.Add(name, function);
        else if (rule is { IsOfValue: true }) texts.Add(name, mode == Mode.Forward ? Valued(function, rule.Call) : function);
        return derived[(callee, mode, activation)] = function;
    }

    /// <summary>Tangents with the values that a call gives, instead of those that it has been derived from.</summary>
    private static Function Valued(Function derivative, Function call)
    {
        Builder builder = new(Walk.NamesOf(derivative));
        builder.AddRange(derivative.Body.Statements);
        Variable[] values = [.. call.Body.Yield.Select(value => builder.Names.Fresh(call.Name, value.Type))];
        builder.Add(new Call(new(values), call.Name, [.. derivative.Parameters.Take(call.Parameters.Count)]));
        Function calling = derivative with { Body = builder.Close([.. values, .. derivative.Body.Yield.Skip(values.Length)]) };
        return Inline.Of(calling, new() { [call.Name] = call });
    }

    private void Add(Function function)
    {
        functions.Add(function.Name, function);
        order.Add(function);
        if (function.Rule is { } rule) texts.Add(function.Name, rule.Call);
    }
}
