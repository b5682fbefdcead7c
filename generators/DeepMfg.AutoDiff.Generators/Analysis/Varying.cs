using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Analysis;

/// <summary>
/// What of the inputs reaches a value: <see cref="Flow"/> by a derivative, <see cref="Touch"/> as data without one (by a comparison, a
/// conversion to an integer, text), <see cref="Control"/> by a branch that chose it or by the number of trips. A bit stands for an input of
/// differentiation; beyond the sixty-fourth they share the last one.
/// </summary>
internal readonly record struct Influence(ulong Flow, ulong Touch, ulong Control)
{
    public static Influence operator |(Influence a, Influence b) => new(a.Flow | b.Flow, a.Touch | b.Touch, a.Control | b.Control);

    /// <summary>The same inputs, none of them by a derivative.</summary>
    public Influence Discrete => new(0, Flow | Touch, Control);

    /// <summary>The same inputs, as those of a condition reach what it decides.</summary>
    public Influence Deciding => new(0, 0, All);

    public ulong All => Flow | Touch | Control;
}

/// <summary>A statement that an input of differentiation reaches, what reaches its arguments, and the calls that lead there from the main function.</summary>
internal sealed record Meeting(Statement Statement, Influence Influence, EquatableArray<Call> Path)
{
    /// <summary>What reaches each argument of an operation or of an opaque statement.</summary>
    public EquatableArray<Influence> Arguments { get; init; } = [];
}

/// <summary>Which values vary with which inputs of differentiation, through calls. Control flow carries no derivative.</summary>
internal sealed class Varying
{
    private readonly Dictionary<string, Function> functions;
    private readonly Func<Meeting, bool> ends;
    private readonly Dictionary<(string Function, EquatableArray<Influence> Arguments), FunctionScope> scopes = [];
    private readonly List<Meeting> meetings = [];

    private Varying(Program program, Func<Meeting, bool> ends)
    {
        this.ends = ends;
        functions = program.Callees.ToDictionary(static function => function.Name);
        functions[program.Main.Name] = program.Main;
    }

    /// <summary>The statements that an input reaches, in order.</summary>
    public IReadOnlyList<Meeting> Meetings => meetings;

    /// <summary>What reaches each result of the main function.</summary>
    public EquatableArray<Influence> Results { get; private set; }

    /// <param name="program">The program.</param>
    /// <param name="inputs">For each parameter of the main function the number of its input, or −1 for a constant.</param>
    /// <param name="ends">The statements behind which nothing is asked: a mistake that is reported there is not reported once more.</param>
    public static Varying Of(Program program, IReadOnlyList<int> inputs, Func<Meeting, bool> ends)
    {
        Varying varying = new(program, ends);
        EquatableArray<Influence> seeds = inputs.Select(static input => new Influence(input < 0 ? 0 : 1UL << Math.Min(input, 63), 0, 0)).ToEquatableArray();
        FunctionScope main = varying.Visit(program.Main, seeds, []);
        varying.Results = main.Results;
        return varying;
    }

    private FunctionScope Visit(Function function, EquatableArray<Influence> arguments, EquatableArray<Call> path)
    {
        if (scopes.TryGetValue((function.Name, arguments), out FunctionScope? known)) return known;
        FunctionScope scope = new(this, function, path);
        scopes[(function.Name, arguments)] = scope;
        for (int i = 0; i < arguments.Count; i++) scope.Add(function.Parameters[i], arguments[i]);
        scope.Solve(function.Body);
        return scope;
    }

    /// <summary>One function's values under one pattern of arguments.</summary>
    private sealed class FunctionScope(Varying owner, Function function, EquatableArray<Call> path)
    {
        private readonly Dictionary<string, Influence> values = [];
        private readonly Regions regions = Regions.Of(function);
        private bool changed, reports;

        public EquatableArray<Influence> Results { get; private set; }

        public bool IsSolved { get; private set; }

        // Values only grow, so passes over the whole body until nothing grows cost as many as the longest chain through loops.
        public void Solve(Block body)
        {
            do
            {
                changed = false;
                Visit(body);
                Results = body.Yield.Select(Of).ToEquatableArray();
            }
            while (changed);
            reports = true;
            Visit(body);
            IsSolved = true;
        }

        public void Add(Variable variable, Influence influence)
        {
            string name = NameOf(variable);
            Influence old = values.TryGetValue(name, out Influence known) ? known : default, sum = old | influence;
            if (sum == old) return;
            values[name] = sum;
            changed = true;
        }

        /// <summary>What reaches the storage of a parameter, by what the function writes there.</summary>
        public Influence LeftIn(int parameter) => Of(function.Parameters[parameter]);

        private Influence Of(Operand operand) =>
            operand is Variable variable && values.TryGetValue(NameOf(variable), out Influence influence) ? influence : default;

        /// <summary>What is stored in one of several places that may be the same reaches what is loaded from any.</summary>
        private string NameOf(Variable variable) => variable.Type.IsStorage ? regions.Of(variable).Name : variable.Name;

        private void Visit(Block block)
        {
            foreach (Statement statement in block.Statements) Visit(statement);
        }

        private void Visit(Statement statement)
        {
            switch (statement)
            {
                case Let { Value: Apply apply } let: VisitLet(let, apply); break;
                case If choice: VisitIf(choice); break;
                case Let let: VisitMemory(let); break;
                case Loop loop: VisitLoop(loop); break;
                case Call call: VisitCall(call); break;
                case Opaque opaque: VisitOpaque(opaque); break;
                case Store store: VisitWrite(store, store.Cell, store.Value); break;
                case Accumulate add: VisitWrite(add, add.Cell, add.Value); break;
                case Perform perform: VisitPerform(perform); break;
                case Reach: break;
                default: throw new InvalidOperationException($"No influence is known of {statement}.");
            }
        }

        private void VisitLet(Let let, Apply apply)
        {
            Primitive primitive = Primitives.Get(apply.Primitive);
            Influence sum = default, all = default;
            for (int i = 0; i < apply.Arguments.Count; i++)
            {
                Influence argument = Of(apply.Arguments[i]);
                all |= argument;
                sum |= let.Target.Type.IsFloat && primitive.Partial(i) is not null ? argument : argument.Discrete;
            }
            Add(let.Target, sum);
            Report(new Meeting(let, all, path) { Arguments = apply.Arguments.Select(Of).ToEquatableArray() });
        }

        private void VisitIf(If choice)
        {
            Report(choice, Of(choice.Condition));
            Visit(choice.Then);
            Visit(choice.Else);
            for (int i = 0; i < choice.Results.Count; i++)
            {
                Add(choice.Results[i], Of(choice.Then.Yield[i]) | Of(choice.Else.Yield[i]) | Of(choice.Condition).Deciding);
            }
        }

        private void VisitMemory(Let let)
        {
            if (let.Value is Load load) Add(let.Target, Of(load.Cell.Storage));
        }

        private void VisitWrite(Statement write, Cell cell, Operand value)
        {
            Report(write, Of(value));
            if (cell.Storage is Variable storage) Add(storage, Of(value));
        }

        private void VisitPerform(Perform perform)
        {
            Kernel kernel = Kernels.Get(perform.Kernel);
            Influence read = default;
            for (int i = 0; i < perform.Arguments.Count; i++)
            {
                if (kernel.Accesses[i] == Access.Reads) read |= Of(perform.Arguments[i]);
            }
            foreach (Variable target in Kernels.Written(perform).Concat(perform.Results)) Add(target, read);
        }

        private void VisitLoop(Loop loop)
        {
            foreach (Carried value in loop.Carried) Add(value.Variable, Of(value.Initial));
            Visit(loop.Body);
            Influence trips = loop.Counter is { } counter ? Of(counter.Start) | Of(counter.Bound) : Of(loop.Again!);
            for (int i = 0; i < loop.Carried.Count; i++)
            {
                Influence next = Of(loop.Next(i));
                Add(loop.Carried[i].Variable, next);
                Add(loop.Results[i], next | Of(loop.Carried[i].Initial) | trips.Deciding);
            }
        }

        private void VisitCall(Call call)
        {
            EquatableArray<Influence> arguments = call.Arguments.Select(Of).ToEquatableArray();
            if (owner.functions[call.Callee].IsOnlyCalled)
            {
                Influence sum = arguments.Aggregate(default(Influence), static (all, influence) => all | influence);
                foreach (Variable result in call.Results.Concat(call.Written)) Add(result, result.Type.IsReal ? sum : sum.Discrete);
                return;
            }
            FunctionScope callee = owner.Visit(owner.functions[call.Callee], arguments, [.. path, call]);
            if (!callee.IsSolved)
            {
                // A function that is asked for while it is looked at: whatever it is given may reach what it gives.
                Influence given = arguments.Aggregate(default(Influence), static (all, influence) => all | influence);
                foreach (Variable result in call.Results) Add(result, result.Type.IsReal ? given : given.Discrete);
                return;
            }
            for (int i = 0; i < call.Results.Count; i++) Add(call.Results[i], callee.Results[i]);
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                if (call.Arguments[i] is not Variable { Type.IsStorage: true } storage) continue;
                Influence left = callee.LeftIn(i);
                if ((arguments[i] | left) != arguments[i]) Report(call, left);
                Add(storage, left);
            }
        }

        // Numbers from outside reach nothing that the compiler knows of; text made of active values is only touched by them.
        private void VisitOpaque(Opaque opaque)
        {
            EquatableArray<Influence> arguments = opaque.Arguments.Select(argument =>
                argument.Type.IsReal ? Of(argument) with { Touch = 0 } : argument.Type.IsOpaque ? Of(argument).Discrete : default).ToEquatableArray();
            Influence sum = arguments.Aggregate(default(Influence), static (all, influence) => all | influence);
            Meeting meeting = new(opaque, sum, path) { Arguments = arguments };
            Report(meeting);
            if (owner.ends(meeting)) return;
            foreach (Variable result in opaque.Results) Add(result, sum.Discrete);
        }

        private void Report(Statement statement, Influence influence) => Report(new Meeting(statement, influence, path));

        private void Report(Meeting meeting)
        {
            if (reports && (meeting.Influence.Flow | meeting.Influence.Touch) != 0) owner.meetings.Add(meeting);
        }
    }
}
