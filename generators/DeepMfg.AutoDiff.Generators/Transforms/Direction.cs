using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>One direction of forward mode: which values have a tangent in it, and the tangents met so far. What has none has a symbolic zero.</summary>
/// <param name="function">The primal.</param>
/// <param name="activation">The inputs that the direction changes, and the results of interest.</param>
/// <param name="suffix">What is appended to a value's name to name its tangent: <c>Dot</c>, <c>ByRate</c>.</param>
internal sealed class Direction(Function function, Activation activation, string suffix)
{
    private readonly Activity activity = Activity.Of(function, activation);
    private readonly Memory memory = Memory.Of(function);
    private readonly Dictionary<Variable, Operand> tangents = [];
    private Func<Operand, bool>? hasTangent;

    public bool IsActive(Operand operand) => activity.IsActive(operand);

    public bool IsActive(Statement statement) => activity.IsActive(statement);

    public string NameOf(Variable variable) => variable.BaseName + suffix;

    /// <summary>Gives a variable a tangent of its own.</summary>
    public Variable Fresh(NameSupply names, Variable variable)
    {
        Variable dot = names.Fresh(NameOf(variable), TypeOf(variable));
        tangents[variable] = dot;
        return dot;
    }

    /// <summary>The type of a variable's tangent; that of a reference is for reading where nobody writes.</summary>
    public IrType TypeOf(Variable variable)
    {
        if (!variable.Type.IsVector || variable.Type.Form == StorageForm.Array && memory.IsKept(variable)) return variable.Type;
        bool isWritten = variable.Type.Form != StorageForm.ReadOnlySpan && memory.IsWritten(variable);
        return variable.Type with { Form = isWritten ? StorageForm.Span : StorageForm.ReadOnlySpan };
    }

    /// <summary>Gives a reference to storage of active values a tangent that is zero, where it has none of its own.</summary>
    public void Complete(Variable reference, Statement? statement, Builder builder)
    {
        if (reference.Type.IsStorage && IsActive(reference) && Tangent(reference) is null)
        {
            Set(reference, Shadowing.Zero(builder, NameOf(reference), statement, reference, TypeOf(reference)));
        }
    }

    public void Set(Variable variable, Operand tangent) => tangents[variable] = tangent;

    public Operand? Tangent(Operand operand) =>
        operand is Variable variable && tangents.TryGetValue(variable, out Operand? dot) ? dot : null;

    public Func<Operand, bool> HasTangent => hasTangent ??= operand => Tangent(operand) is not null;

    public Operand TangentOrZero(Operand operand) => Tangent(operand) ?? Constant.Zero(operand.Type);

    /// <summary>Where the tangents of an element are.</summary>
    public Cell Shadow(Cell cell) => cell with { Storage = Tangent(cell.Storage)! };

    public Infinities Infinities => Infinities.Of(function);
}
