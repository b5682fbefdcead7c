using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepMfg.AutoDiff.Optimization.Transformations;

/// <summary>The state of a transformation whose loop is compiled for its type.</summary>
internal sealed class FusedOptimizer<T, TTransformation> : Optimizer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTransformation : struct, IFusedTransformation
{
    private readonly TTransformation _transformation;
    private readonly T[] _coefficients;
    private readonly T[][] _constants;

    internal FusedOptimizer(TTransformation transformation, Leaf[] leaves)
        : base(leaves, Plan(), TTransformation.Name, transformation.Counters, TTransformation.Slots)
    {
        _transformation = transformation;

        // One more, so that there is a reference to a first one.
        _coefficients = new T[TTransformation.Coefficients + 1];
        _constants = [.. leaves.Select(Constants)];
    }

    public override void Observe(double value) => _transformation.Observe(value, Counters);

    private protected override bool Begin(Stage stage, double norm) =>
        _transformation.Begin(new StepContext<T>(Counters, _coefficients, stage, norm));

    private protected override void Run(Stage stage, int leaf, Streams<T> streams, UpdateTarget target)
    {
        var block = new Block<T>(
            ref MemoryMarshal.GetArrayDataReference(Memory[leaf]),
            ref MemoryMarshal.GetArrayDataReference(_coefficients),
            ref MemoryMarshal.GetArrayDataReference(_constants[leaf]),
            stage);
        switch (target)
        {
            case UpdateTarget.Parameters:
                FusedPass<T, TTransformation, DescendingSink>.Run(_transformation, streams, block);
                break;
            case UpdateTarget.Scratch:
                FusedPass<T, TTransformation, WritingSink>.Run(_transformation, streams, block);
                break;
            default:
                FusedPass<T, TTransformation, DroppingSink>.Run(_transformation, streams, block);
                break;
        }
    }

    private static StagePlan Plan()
    {
        var plan = new StagePlan();
        TTransformation.Plan(plan);
        return plan;
    }

    private T[] Constants(Leaf leaf)
    {
        var constants = new T[TTransformation.LeafConstants + 1];
        _transformation.Describe<T>(leaf, constants);
        return constants;
    }
}
