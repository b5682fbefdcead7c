using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Lowers strings that are made of other values. What is of a type that never changes stays in the text until that is stored; the text of an object is made
/// when its turn comes, as what follows may change the object.
/// </summary>
internal sealed class StringLowering(BodyLowering body)
{
    // $"{x:F2}"  →  "$\"{({0}):F2}\""
    public Value Interpolated(IInterpolatedStringOperation operation)
    {
        // What is formatted later is no text yet.
        bool isText = operation.Parent is not (IInterpolatedStringHandlerCreationOperation
            or IConversionOperation { Type.SpecialType: not SpecialType.System_String });
        Template template = new Template(body).Write("$\"");
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue.Value: string text }: template.Write(Quoted(text)); break;
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [var first, ..] arguments } }:
                    Value appended = body.Expressions.Lower(first.Value, null);
                    Hole(template, appended, Argument(arguments, "alignment") is int width ? Number(width) : null, Argument(arguments, "format") as string);
                    break;
                case IInterpolationOperation hole:
                    Value value = body.Expressions.Lower(hole.Expression, null);
                    Value? alignment = hole.Alignment is { } given ? body.Expressions.Lower(given, null) : null;
                    string? format = hole.FormatString?.ConstantValue.Value as string;
                    if (isText && MayChange(value, hole.Expression))
                    {
                        Template alone = new Template(body).Write("$\"");
                        Hole(alone, value, alignment, format);
                        (value, alignment, format) = (Now(alone.Write("\""), hole), null, null);
                    }
                    Hole(template, value, alignment, format);
                    break;
            }
        }
        return template.Write("\"").ToText(IrType.Opaque("string"));
    }

    /// <summary>An operand of a string's <c>+</c>: of an object its text.</summary>
    public Value Shown(Value value, IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion) operand = conversion.Operand;
        return MayChange(value, operand) ? Now(new Template(body).Write("string.Concat((object)").Write(value).Write(")"), operand) : value;
    }

    private Value Now(Template text, IOperation at) =>
        body.Opaques.Emit(text.ToText(IrType.Opaque("string")), "text", at.Syntax, isPure: false, OpaqueLowering.Member(at.Syntax));

    /// <summary>Whether it is an object, or holds one, so that its text may be another one later. Numbers of a struct are no object.</summary>
    private bool MayChange(Value value, IOperation operand)
    {
        ITypeSymbol? type = operand.Type is null ? null : Types.WithoutNull(body.Program.Substitute(operand.Type));
        return value is not TupleValue && type is not (null or { IsRefLikeType: true }) && !operand.ConstantValue.HasValue && !Quiet.IsValue(type);
    }

    private static void Hole(Template template, Value value, Value? alignment, string? format)
    {
        template.Write("{(").Write(value).Write(")");
        if (alignment is not null) template.Write(",").Write(alignment);
        if (format is not null) template.Write(":" + Quoted(format));
        template.Write("}");
    }

    private static Value Number(int constant) => Value.Of(Constant.Of(constant));

    /// <summary>What stands between the quotes of an interpolated string for a text.</summary>
    private static string Quoted(string text)
    {
        string quoted = SymbolDisplay.FormatLiteral(text, quote: true);
        return quoted.Substring(1, quoted.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }

    private static object? Argument(IEnumerable<IArgumentOperation> arguments, string name) => arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == name && argument.ArgumentKind == ArgumentKind.Explicit)?.Value.ConstantValue.Value;
}
