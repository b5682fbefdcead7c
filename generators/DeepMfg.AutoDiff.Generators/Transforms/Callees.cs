using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Transforms.Reverse;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// The functions that calls go to, and their derivatives: each is derived once for each pattern of activity, and shared by all that call it so.
/// </summary>
internal sealed class Callees
{
    private readonly Dictionary<string, Function> functions = [];
    private readonly Dictionary<(string Callee, Mode Mode, Activation Activation), Function> derived = [];

    /// <summary>Callees come before their callers.</summary>
    private readonly List<Function> order = [];

    public Callees(IEnumerable<Function> callees)
    {
        foreach (Function callee in callees) Add(callee);
    }

    /// <summary>The function of a callee's parameters and a tangent for each active one, as of <see cref="Transforms.Jvp.Of"/>.</summary>
    public Function Jvp(string callee, Activation activation) =>
        Derived(callee, Mode.Forward, activation, function => Transforms.Jvp.Of(function, activation, this));

    /// <summary>
    /// The function of a callee's parameters and a cotangent for each active result, which yields the results and what is pulled back to each
    /// active parameter. It computes the callee's values again: of a call nothing but its arguments is recorded.
    /// </summary>
    public Function Vjp(string callee, Activation activation) => Derived(callee, Mode.Reverse, activation, function =>
    {
        var companions = new Companions(
            activation.Results.Select(static _ => (string?)"cotangent").ToEquatableArray(), activation.Parameters.Select(static _ => false).ToEquatableArray());
        return Reverse.Vjp.Of(function, activation, companions, this);
    });

    /// <summary>The functions that these call, directly or not; callees come before their callers.</summary>
    public IEnumerable<Function> CalledBy(IEnumerable<Function> callers)
    {
        HashSet<string> called = [];
        Stack<Function> work = new(callers);
        while (work.Count > 0)
        {
            foreach (Statement statement in Walk.All(work.Pop().Body))
            {
                if (statement is Call call && called.Add(call.Callee)) work.Push(functions[call.Callee]);
            }
        }
        return order.Where(function => called.Contains(function.Name));
    }

    private Function Derived(string callee, Mode mode, Activation activation, Func<Function, Function> derive)
    {
        if (derived.TryGetValue((callee, mode, activation), out Function? known)) return known;
        Function function = Simplify.Of(derive(functions[callee]));
        string name = function.Name;
        for (int i = 2; functions.ContainsKey(name); i++) name = function.Name + i;
        function = function with { Name = name };
        Add(function);
        return derived[(callee, mode, activation)] = function;
    }

    private void Add(Function function)
    {
        functions.Add(function.Name, function);
        order.Add(function);
    }
}
