using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <content>Methods of other assemblies, which say what they compute: where these were compiled, they had no mistake.</content>
internal sealed partial class ProgramLowering
{
    private CalleeResult FromBody(IMethodSymbol method, Program body)
    {
        functions.AddRange([.. body.Callees, body.Main]);
        return new(body.Main, []) { ChangesSelf = PublishedBody.ChangesSelf(method, body) };
    }

    /// <summary>One that is handed arrays of structs by their members: each way to hand them has functions of its own.</summary>
    private CalleeResult FromBody(IMethodSymbol method, IOperation call, EquatableArray<HandedStructs> structs)
    {
        bool areAllHanded = method.Parameters.All(parameter => !PublishedBody.TakesStructs(parameter) || structs.Any(one => one.Ordinal == parameter.Ordinal));
        if (!areAllHanded || PublishedBody.Of(method, structs) is not { } body) return Unknown(method, call);
        int earlier = handed.Keys.Count(key => SymbolEqualityComparer.Default.Equals(key.Method, method.OriginalDefinition));
        return FromBody(method, earlier == 0 ? body : CallGraph.Renamed(body, name => name.Insert(name.LastIndexOf('.') + 1, $"{earlier + 1}.")));
    }

    /// <summary>A value of what the constructor of its type takes.</summary>
    private CalleeResult Made(IMethodSymbol constructor, IOperation call, EquatableArray<HandedStructs> structs)
    {
        Builder builder = new();
        List<Variable> parameters = [];
        Dictionary<string, Variable[]> given = [];
        Part[] members = PositionalConstructors.MemberOf(constructor, Parts.Of(constructor.ContainingType))!;
        foreach ((IParameterSymbol parameter, Part part) in constructor.Parameters.Zip(members, static (parameter, part) => (parameter, part)))
        {
            given[part.Name] = [.. BodyLowering.NamesOf(parameter.Name, PublishedBody.TakenBy(parameter, structs))
                .Select(leaf => builder.Names.Fresh(leaf.Name, leaf.Type))];
            parameters.AddRange(given[part.Name]);
        }
        Operand[] made = [.. Parts.Of(constructor.ContainingType).SelectMany(part => given[part.Name])];
        IEnumerable<IrType> leaves = Types.ShapeOf(constructor.ContainingType).Leaves().Select(static leaf => leaf.Leaf!);
        if (!made.Select(static operand => operand.Type).SequenceEqual(leaves)) return Unknown(constructor, call);
        Function function = new(NameFor(constructor), parameters.ToEquatableArray(), builder.Close(made));
        functions.Add(function);
        return new(function, []) { ChangesSelf = true };
    }

    private static CalleeResult Unknown(IMethodSymbol method, IOperation call) => new(null, [UnknownCalls.Of(call.Syntax, method, null)]);
}
