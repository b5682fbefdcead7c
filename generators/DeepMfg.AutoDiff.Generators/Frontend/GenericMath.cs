using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// What generic code asks of a type parameter that stands for a number: <c>T.Zero</c>, <c>T.Pi</c>, <c>T.CreateChecked(n)</c>. Operators and functions need
/// no word here, as they are those of the number's type.
/// </summary>
internal static class GenericMath
{
    // T.One  →  1
    public static Value? Constant(IPropertyReferenceOperation operation, BodyLowering body)
    {
        if (operation.ConstrainedToType is not { } parameter || body.Program.Substitute(parameter) is not { } type) return null;
        if (Types.LeafOf(type) is not { IsNumber: true } leaf || leaf == IrType.Bool) return null;
        string name = operation.Property.Name;
        int? whole = name switch
        {
            "Zero" or "AdditiveIdentity" => 0,
            "One" or "MultiplicativeIdentity" => 1,
            "NegativeOne" => -1,
            _ => null,
        };
        if (whole is { } n) return Value.Of(leaf.IsFloat ? IR.Constant.Of(n, leaf) : new Constant(n, leaf));
        IFieldSymbol? field = type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault(static field => field.HasConstantValue);
        return field is null ? null : body.Texts.Constant(field.ConstantValue, type);
    }

    // T.CreateChecked(n)  →  Convert(n)
    public static Value? Convert(IInvocationOperation call, string? name, BodyLowering body)
    {
        if (call is not { ConstrainedToType: { } parameter, TargetMethod.Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating" }) return null;
        if (Types.LeafOf(body.Program.Substitute(parameter)) is not { IsFloat: true } type) return null;
        IOperation given = call.Arguments[0].Value;
        if (given.Type is not { } from || Types.LeafOf(body.Program.Substitute(from)) is not { IsNumber: true } number || number == IrType.Bool) return null;
        Operand x = body.Expressions.Operand(given, null);
        return Value.Of(x.Type == type ? x : body.Let(name ?? CSharpPrimitives.Convert.Noun, CSharpPrimitives.Convert, [x], call.Syntax, type));
    }
}
