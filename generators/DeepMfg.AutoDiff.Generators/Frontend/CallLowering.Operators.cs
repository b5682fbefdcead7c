using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>The library's operators, which say how a value is differentiated.</summary>
internal sealed partial class CallLowering
{
    /// <summary>The call that is to be made again in the reverse sweep.</summary>
    private IOperation? checkpoint;

    // Ad.StopGradient(x)
    private Value StopGradient(IInvocationOperation call, string? name) => Stop(body.Expressions.Lower(call.Arguments[0].Value, null), call.Syntax, name);

    // Ad.Checkpoint(f(x))
    private Value Checkpoint(IInvocationOperation call, string? name)
    {
        IOperation? outer = checkpoint;
        checkpoint = Queried.Plain(call.Arguments[0].Value);
        Value value = body.Expressions.Lower(call.Arguments[0].Value, name);
        bool isKept = checkpoint is null;
        checkpoint = outer;
        if (!isKept && HoldsFloat(value))
        {
            body.Refuse(call.Syntax, $"'{SourceText.Of(call.Syntax)}', which is no call of a method of this project", "give it such a call");
        }
        return value;
    }

    public Value Stop(Value value, SyntaxNode at, string? name) => value switch
    {
        Leaf { Operand: Variable { Type.IsFloat: true } x } => Value.Of(body.Let(name ?? x.BaseName, CSharpPrimitives.StopGradient, [x], at)),
        TupleValue tuple => tuple.With(tuple.Items.Select(item => Stop(item, at, null))),
        _ => value,
    };
}
