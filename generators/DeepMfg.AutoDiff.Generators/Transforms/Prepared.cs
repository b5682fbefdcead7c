using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>A method as one mode is derived of it: with small callees inlined, and simplified.</summary>
internal sealed class Prepared
{
    private Prepared(Program program)
    {
        Function = Simplify.Of(program.Main);
        Callees = new Callees(program.Callees.Select(Simplify.Of));
    }

    public Function Function { get; }

    public Callees Callees { get; }

    /// <summary>Whether each rule that it meets is for the mode, too.</summary>
    public required bool HasRules { get; init; }

    /// <summary>For both modes: one, unless a rule is for one mode only; the other mode is then derived of the source.</summary>
    public static (Prepared Forward, Prepared Reverse) Of(DifferentiableMethod method)
    {
        Prepared reverse = For(Mode.Reverse);
        // In forward mode nothing is kept that a checkpoint would spare.
        bool isOne = !Checkpoints.In(method.Program)
            && method.Program.Callees.All(static callee => callee.Rule is not ({ Jvp: null } or { Vjp: null }) or { IsOfValue: true });
        return (isOne ? reverse : For(Mode.Forward), reverse);

        // What is generic may name its types in any text, which a function beside it could not.
        Prepared For(Mode mode) => new(Inline.For(mode, method.Program, isWhole: method.Signature.TypeParameters.Length > 0))
        {
            HasRules = method.Program.Callees.All(callee => callee.Rule is not { IsOfValue: false } rule || rule.In(mode) is not null),
        };
    }

    /// <summary>A derivative as it is written.</summary>
    public Function Finished(Function derivative) => Callees.Finished(derivative);
}
