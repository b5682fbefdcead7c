using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers queries that ask whether there is an element, which one it is, or for what integers and times come to: loops like the others.</summary>
internal sealed class Choosing(BodyLowering body, Queried queried)
{
    /// <summary>What a query comes to that decides or picks; nothing of another one.</summary>
    public Value? Call(IInvocationOperation call, IOperation[] operands, string? name) => (call.TargetMethod.Name, operands.Length) switch
    {
        ("Any", 1 or 2) => Quantified(call, operands, isAll: false, name),
        ("All", 2) => Quantified(call, operands, isAll: true, name),
        ("First", 1 or 2) => Picked(call, operands, new(IsLast: false, OrDefault: false), name),
        ("FirstOrDefault", 1 or 2) => Picked(call, operands, new(IsLast: false, OrDefault: true), name),
        ("Last", 1 or 2) => Picked(call, operands, new(IsLast: true, OrDefault: false), name),
        ("LastOrDefault", 1 or 2) => Picked(call, operands, new(IsLast: true, OrDefault: true), name),
        (nameof(Enumerable.Min), 1 or 2) when IsOrdered(call.Type) => Extreme(call, operands, "<", name),
        (nameof(Enumerable.Max), 1 or 2) when IsOrdered(call.Type) => Extreme(call, operands, ">", name),
        ("Sum", 1 or 2) when call.Type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal } =>
            Sum(call, operands, name),
        ("ToArray" or "ToList", 1) when ItemOf(call) is { IsAnonymousType: false } item && !Types.ShapeOf(item).HasFloat => Listed(call, operands, item, name),
        _ => null,
    };

    /// <summary>Whether C#'s comparison of values of a type is the one by which queries choose.</summary>
    private static bool IsOrdered(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_Decimal or SpecialType.System_DateTime }
        || type is not null && Types.LeafOf(type) is { IsInteger: true }
        || type is { Name: "TimeSpan" or "DateTimeOffset" or "DateOnly" or "TimeOnly" }
        && type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private Slot Held(string name, ITypeSymbol type)
    {
        Slot slot = body.Declare(name, body.ShapeOf(type));
        body.Environment[slot] = body.Opaques.Coerce(body.Texts.Default(type), slot);
        return slot;
    }

    private Slot Held(string name, Operand start)
    {
        Slot slot = body.Declare(name, Shape.Of(start.Type, start.Type.Keyword));
        body.Environment[slot] = Value.Of(start);
        return slot;
    }

    private ITypeSymbol TypeOf(IInvocationOperation call) => body.Program.Substitute(call.Type!);

    private void Go(IInvocationOperation call, IOperation[] operands, List<Slot> carried, Action<Value> each) =>
        Go(call, operands, carried, each, static element => element());

    /// <summary>Goes over the elements; those that nobody asks for any more are not computed, as in C#.</summary>
    private void Go(IInvocationOperation call, IOperation[] operands, List<Slot> carried, Action<Value> each, Action<Action> asked)
    {
        ElementsAt elements = queried.Of(operands[0]);
        body.Loops.Count(call.Syntax, elements.Bound, carried, i => asked(() => elements.Each(i, each)));
    }

    private void Unless(Slot flag, Action otherwise, SyntaxNode at) => body.Statements.Choose(
        body.Flag(flag), static () => Completion.Always,
        () =>
        {
            otherwise();
            return Completion.Always;
        }, static () => Completion.Always, at);

    // x.Any(f)  →  any = false; for i { if (!any) any = f(x[i]) };  x.All(f): if (all) all = f(x[i])
    private Value Quantified(IInvocationOperation call, IOperation[] operands, bool isAll, string? name)
    {
        Slot found = Held(name ?? (isAll ? "all" : "any"), Constant.Of(isAll));
        Go(call, operands, [found], Ask, element =>
        {
            if (isAll) queried.If(body.Environment[found], element, call.Syntax);
            else Unless(found, element, call.Syntax);
        });
        return body.Environment[found];

        void Ask(Value value) => body.Environment[found] =
            operands.Length == 1 ? Value.Of(Constant.True) : Value.Of(body.Leaves(queried.Apply(operands[1], [value])).Single());
    }

    private sealed record Pick(bool IsLast, bool OrDefault);

    // x.First(f)  →  for i { if (!found && f(x[i])) { first = x[i]; found = true } };  Last: whenever f(x[i])
    private Value Picked(IInvocationOperation call, IOperation[] operands, Pick pick, string? name)
    {
        Slot item = Held(name ?? (pick.IsLast ? "last" : "first"), TypeOf(call)), found = Held("found", Constant.False);
        if (pick.IsLast) Go(call, operands, [item, found], Try);
        else Go(call, operands, [item, found], Try, element => Unless(found, element, call.Syntax));
        if (!pick.OrDefault) queried.Check(operands.Length == 1 ? "NotEmpty" : "Found", body.Flag(found), call.Syntax);
        return body.Environment[item];

        void Try(Value value)
        {
            if (operands.Length == 1) Take(value);
            else queried.If(queried.Apply(operands[1], [value]), () => Take(value), call.Syntax);
        }

        void Take(Value value)
        {
            body.Environment[item] = body.Opaques.Coerce(value, item);
            body.Environment[found] = Value.Of(Constant.True);
        }
    }

    // x.Min(f)  →  for i { y = f(x[i]); if (!found || y < best) { best = y; found = true } }
    private Value Extreme(IInvocationOperation call, IOperation[] operands, string symbol, string? name)
    {
        SyntaxNode at = call.Syntax;
        Slot best = Held(name ?? (symbol == ">" ? "largest" : "smallest"), TypeOf(call)), found = Held("found", Constant.False);
        Go(call, operands, [best, found], value =>
        {
            Value next = Settled(operands, value);
            Template compared = new Template(body).Write("(").Write(next).Write($" {symbol} ").Write(body.Environment[best]).Write(")");
            Operand isBetter = ((Leaf)body.Opaques.Emit(compared.ToText(IrType.Bool), "is", at, isPure: true)).Operand;
            Operand isFirst = body.Let("is", CSharpPrimitives.Not, [body.Flag(found)], at);
            queried.If(Value.Of(body.Let("either", CSharpPrimitives.OrElse, [isFirst, isBetter], at)), () =>
            {
                body.Environment[best] = body.Opaques.Coerce(next, best);
                body.Environment[found] = Value.Of(Constant.True);
            }, at);
        });
        queried.Check("NotEmpty", body.Flag(found), at);
        return body.Environment[best];
    }

    // x.Sum(f)  →  sum = 0; for i { sum = checked(sum + f(x[i])) }
    private Value Sum(IInvocationOperation call, IOperation[] operands, string? name)
    {
        Slot sum = Held(name ?? "sum", TypeOf(call));
        IrType type = Types.LeafOf(TypeOf(call));
        Go(call, operands, [sum], value => body.Environment[sum] = body.Opaques.Coerce(body.Opaques.Emit(
            new Template(body).Write("checked(").Write(body.Environment[sum]).Write(" + ").Write(Settled(operands, value)).Write(")").ToText(type),
            sum.Name, call.Syntax), sum));
        return body.Environment[sum];
    }

    private ITypeSymbol? ItemOf(IInvocationOperation call) => call.TargetMethod.TypeArguments is [var item] ? body.Program.Substitute(item) : null;

    // x.ToList()  →  list = new List<T>(); for i { list.Add(x[i]) }
    private Value Listed(IInvocationOperation call, IOperation[] operands, ITypeSymbol item, string? name)
    {
        string type = $"global::System.Collections.Generic.List<{Types.NameOf(item)}>";
        Operand list = ((Leaf)body.Opaques.Emit(
            new Template(body).Write($"new {type}()").ToText(IrType.Opaque(type)), name ?? "list", call.Syntax)).Operand;
        Go(call, operands, [], value => body.Opaques.Emit(
            new Template(body).Write(Value.Of(list)).Write(".Add(").Write(value).Write(")"), null, call.Syntax, OpaqueLowering.Member(call.Syntax)));
        if (call.TargetMethod.Name == "ToList") return Value.Of(list);
        return body.Opaques.Emit(
            new Template(body).Write(Value.Of(list)).Write(".ToArray()").ToText(Types.LeafOf(TypeOf(call))), name ?? "array", call.Syntax,
            cause: OpaqueLowering.Member(call.Syntax));
    }

    private Value Settled(IOperation[] operands, Value value) =>
        Value.Of(body.Leaves(operands.Length == 2 ? queried.Apply(operands[1], [value]) : value).Single());
}
