using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>A member of a known type: what it computes of the numbers of its inputs, which says its derivative, too.</summary>
/// <param name="Home">The type.</param>
/// <param name="Name">The name in metadata: <c>Dot</c>, <c>op_Addition</c>, <c>get_Phase</c>, <c>.ctor</c>.</param>
/// <param name="Inputs">Its receiver, if it has one, and its parameters but those by <c>out</c>.</param>
/// <param name="Results">What it returns, then what it leaves by <c>out</c>; of a constructor or setter the receiver.</param>
/// <param name="Values">The leaves of the results, in the leaves of the inputs.</param>
internal sealed record KnownMember(
    KnownType Home, string Name, EquatableArray<KnownType> Inputs, EquatableArray<KnownType> Results, EquatableArray<Term> Values)
{
    /// <summary>Whether the platform computes the formulas as they are written, to the bit; else its member is called for the value.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether it is called on its first input.</summary>
    public bool IsInstance { get; init; }

    /// <summary>Whether the formulas lose too many digits in the type of its numbers, and are evaluated in <see cref="double"/>.</summary>
    public bool IsWide { get; init; }

    private IrType Scalar => IsWide ? IrType.Float64 : Home.Scalar;

    /// <summary>One that is written as the platform computes it.</summary>
    /// <param name="home">The type.</param>
    /// <param name="names">The names of members that do the same.</param>
    /// <param name="inputs">The types of the inputs.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="values">From the inputs to the result.</param>
    public static KnownMember Exact(KnownType home, string names, KnownType[] inputs, KnownType result, Func<Terms[], Terms> values) =>
        Called(home, names, inputs, result, values) with { IsExact = true };

    /// <summary>One that is called for its value.</summary>
    /// <inheritdoc cref="Exact"/>
    public static KnownMember Called(KnownType home, string names, KnownType[] inputs, KnownType result, Func<Terms[], Terms> values)
    {
        int next = 0;
        Terms[] arguments = [.. inputs.Select(input => Terms.Of(input.Count, _ => new Input(next++)))];
        return new(home, names, new(inputs), [result], values(arguments).Items.ToEquatableArray())
        {
            IsInstance = names.StartsWith("get_", StringComparison.Ordinal),
        };
    }

    /// <summary>Its function in the IR, which is derived.</summary>
    public Function ToFunction(string name)
    {
        Builder builder = new();
        Variable[] parameters = Parameters(builder);
        Dictionary<Term, Operand> known = new(ByReference.Instance);
        List<Operand> values = [.. Values.Select(value => Instantiate(value))];
        IrType[] types = [.. Results.SelectMany(static result => Enumerable.Repeat(result.Scalar, result.Count))];
        values = [.. values.Zip(types, (value, type) => Algebra.Convert(builder, value, type))];
        Function function = new(name, new(parameters), builder.Close(values));
        return IsExact ? function : function with { Rule = new CustomRule(Call(name), null, null) };

        // What a formula mentions twice is computed once.
        Operand Instantiate(Term term)
        {
            if (known.TryGetValue(term, out Operand? operand)) return operand;
            return known[term] = term switch
            {
                Input input => Algebra.Convert(builder, parameters[input.Index], Scalar),
                Literal literal => Constant.Of(literal.Value, Scalar),
                Op op => Apply(op),
                var unknown => throw new InvalidOperationException($"Unknown term {unknown}."),
            };
        }

        Operand Apply(Op op)
        {
            Operand[] arguments = [.. op.Arguments.Select(Instantiate)];
            Primitive primitive = Primitives.Get(op.Primitive);
            if (IsExact) return builder.Let(primitive.Noun, Primitives.Apply(primitive, arguments));
            return op.Primitive == "Multiply" && Array.Exists(arguments, Algebra.IsZero) ? Constant.Zero(Scalar) : Algebra.Fold(builder, op, arguments);
        }
    }

    // f(a…)  →  r… = opaque "T.F(new T({0}, …))"
    private Function Call(string name)
    {
        Builder builder = new();
        Variable[] parameters = Parameters(builder);
        Variable[] results = [.. Results.Select(result => builder.Names.Fresh(
            result == Results[0] ? Noun : "result", result.Parts.IsEmpty ? result.Scalar : IrType.Opaque(result.CSharp)))];
        builder.Add(new Opaque(new(results), new OpaqueText(Text(), HasValue: true, Pure: true), new(parameters)));
        IEnumerable<Operand> leaves = Results.Zip(results, (type, result) => (type, result)).SelectMany(pair => pair.type.Parts.IsEmpty
            ? [pair.result] : pair.type.Parts.Select(part => (Operand)Read(builder, pair.result, part, pair.type.Scalar)));
        return new(name, new(parameters), builder.Close(leaves.ToList()));
    }

    private static Variable Read(Builder builder, Variable whole, string part, IrType type)
    {
        Variable leaf = builder.Names.Fresh(whole.BaseName + part, type);
        builder.Add(new Opaque([leaf], new OpaqueText($"{{0}}.{part}", HasValue: true, Pure: true), [whole]));
        return leaf;
    }

    private Variable[] Parameters(Builder builder)
    {
        List<Variable> parameters = [];
        for (int i = 0; i < Inputs.Count; i++)
        {
            string name = ((char)('a' + i)).ToString();
            IEnumerable<string> names = Inputs[i].Parts.IsEmpty ? [name] : Inputs[i].Parts.Select(part => name + part);
            parameters.AddRange(names.Select(leaf => builder.Names.Fresh(leaf, Inputs[i].Scalar)));
        }
        return [.. parameters];
    }

    private string Text()
    {
        int next = 0;
        string[] inputs = [.. Inputs.Select(input => input.Make([.. Enumerable.Range(0, input.Count).Select(_ => $"{{{next++}}}")]))];
        string arguments = string.Join(", ", inputs.Skip(IsInstance ? 1 : 0).Concat(Results.Skip(1).Select(static (_, i) => $"{{out {i + 1}}}")));
        return Name switch
        {
            "op_Multiply" => $"({inputs[0]} * {inputs[1]})",
            "op_Division" => $"({inputs[0]} / {inputs[1]})",
            _ when Name.StartsWith("get_", StringComparison.Ordinal) => $"{inputs[0]}.{Name.Substring("get_".Length)}",
            _ when IsInstance => $"{inputs[0]}.{Name}({arguments})",
            _ => $"{Home.CSharp}.{Name}({arguments})",
        };
    }

    /// <summary>What a person would call its value.</summary>
    private string Noun => Name switch
    {
        "op_Multiply" => "product",
        "op_Division" => "quotient",
        _ => char.ToLowerInvariant(Name.Replace("get_", "")[0]) + Name.Replace("get_", "").Substring(1),
    };

    private sealed class ByReference : IEqualityComparer<Term>
    {
        public static readonly ByReference Instance = new();

        public bool Equals(Term? x, Term? y) => ReferenceEquals(x, y);

        public int GetHashCode(Term term) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(term);
    }
}
