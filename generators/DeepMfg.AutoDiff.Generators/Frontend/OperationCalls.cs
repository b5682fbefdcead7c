using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers calls of operations over spans that the table has.</summary>
internal sealed class OperationCalls(BodyLowering body)
{
    // Ops.Tanh(x, y)  →  perform Ops.Tanh(x, y)        double s = Ops.LogSumExp(x)  →  s = perform Ops.LogSumExp(x)
    public Value? Call(IInvocationOperation call, INamedTypeSymbol home, string? name)
    {
        IArgumentOperation[] given = [.. call.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue)];
        if (!Marks.IsOperations(home) || Kernels.OfOperation(home.Name, call.TargetMethod.Name, given.Length) is not { } kernel) return null;
        IOperation[] operands = [.. given.OrderBy(static argument => argument.Parameter!.Ordinal).Select(argument => Unviewed(argument.Value))];
        for (int i = 0; i < operands.Length; i++)
        {
            bool isNumber = kernel.Each is not null && !kernel.Writes(i) && IsNumber(operands[i]);
            if (kernel.Accesses[i] != Access.Holds && !isNumber && !IsOfNumbers(operands[i])) return null;
        }
        for (int i = 0; i < operands.Length; i++)
        {
            if (kernel.Writes(i)) body.Elements.CheckOwner(operands[i]);
        }
        Variable[] results = kernel.HasResult ? [body.Block.Names.Fresh(name ?? OpaqueLowering.NameOf(call.TargetMethod), TypeOf(call))] : [];
        EquatableArray<Operand> values = operands.Select(Evaluate).ToEquatableArray();
        body.Add(new Perform(kernel.Name, values) { Results = results.ToEquatableArray(), Origin = body.Block.Origin, Throws = true }, call.Syntax);
        return kernel.HasResult ? Value.Of(results[0]) : Value.Nothing;
    }

    private IrType TypeOf(IInvocationOperation call) => Types.LeafOf(body.Program.Substitute(call.Type!));

    private bool IsNumber(IOperation operation) => Types.IsFloat(operation.Type is { } type ? body.Program.Substitute(type) : null);

    private bool IsOfNumbers(IOperation operation) =>
        body.Elements.IsStorage(operation) && Types.LeafOf(body.Program.Substitute(operation.Type!)) is { IsVector: true, Item.IsFloat: true };

    private Operand Evaluate(IOperation operation) =>
        body.Elements.IsStorage(operation) ? body.Elements.Reference(operation) : body.Expressions.Operand(operation, null);

    // An array stays what it is where it is handed over as a span.
    private IOperation Unviewed(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion && body.Elements.IsStorage(conversion.Operand) ? conversion.Operand : operation;
}
