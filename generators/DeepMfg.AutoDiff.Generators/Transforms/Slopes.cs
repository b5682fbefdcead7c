using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Tangents in several directions. An expression is a value with what only it reads; its slopes in what it reads from elsewhere are
/// computed once, backwards (preaccumulation: Griewank and Walther, Evaluating Derivatives, 2nd ed., section 10.2), and then each direction
/// takes a product for each.
/// </summary>
internal sealed class Slopes
{
    private readonly IReadOnlyList<Direction> directions;
    private readonly HashSet<Variable> inner;
    private readonly Infinities infinities;

    /// <summary>The statements of the inner values met so far.</summary>
    private readonly Dictionary<Variable, Apply> parts = [];

    public Slopes(Function function, IReadOnlyList<Direction> directions)
    {
        this.directions = directions;
        infinities = directions[0].Infinities;
        inner = Inner(function.Body);
    }

    public void Add(Variable target, Apply apply, Builder builder)
    {
        if (!IsActive(target)) return;
        parts[target] = apply;
        if (inner.Contains(target)) return;
        var leaves = new List<SlopeLeaf>();
        Collect(target, Constant.Of(1, target.Type), new Passed(), leaves, builder);
        foreach (Direction direction in directions) Add(target, leaves, direction, builder);
    }

    private sealed record SlopeLeaf(Variable Variable, Operand Slope, Passed Passed);

    /// <summary>Through what a slope has come.</summary>
    /// <param name="Pole">A partial that may be infinite.</param>
    /// <param name="Inside">One that may be where its value is finite.</param>
    private readonly record struct Passed(bool Pole, bool Inside);

    private void Add(Variable target, IReadOnlyList<SlopeLeaf> leaves, Direction direction, Builder builder)
    {
        Operand? sum = null;
        int before = builder.Count;
        foreach (SlopeLeaf leaf in leaves)
        {
            if (direction.Tangent(leaf.Variable) is not { } dot) continue;
            Operand? scaled = Algebra.Times(builder, Algebra.Convert(builder, dot, leaf.Slope.Type), leaf.Slope);
            if (leaf.Passed.Pole) scaled = Algebra.Guarded(builder, dot, scaled);
            if (infinities.OfTangent(leaf.Variable, parts[target])) scaled = Algebra.Guarded(builder, leaf.Slope, scaled);
            if (scaled is not null) sum = Algebra.Add(builder, direction.NameOf(target), sum, Algebra.Convert(builder, scaled, target.Type));
        }
        if (sum is not null) direction.Set(target, builder.Name(sum, direction.NameOf(target), before));
    }

    private void Collect(Variable target, Operand slope, Passed passed, List<SlopeLeaf> leaves, Builder builder)
    {
        Apply apply = parts[target];
        bool mayBeInfinite = passed.Inside || passed.Pole && Primitives.Get(apply.Primitive).HasKink;
        var pulled = new Pulled(slope, MayBeZero: slope is not Constant, mayBeInfinite, infinities);
        foreach (Contribution contribution in Pullback.Of(builder, target, apply, pulled, IsActive))
        {
            if (contribution.Bar is not { } bar) continue;
            Variable argument = contribution.Argument;
            var next = new Passed(passed.Pole || infinities.At(apply, argument), passed.Inside || infinities.At(apply, argument, isInside: true));
            if (inner.Contains(argument))
            {
                Collect(argument, bar, next, leaves, builder);
                continue;
            }
            int known = leaves.FindIndex(leaf => leaf.Variable == argument && leaf.Slope.Type == bar.Type);
            if (known < 0) leaves.Add(new SlopeLeaf(argument, bar, next));
            else
            {
                SlopeLeaf before = leaves[known];
                Passed both = new(before.Passed.Pole || next.Pole, before.Passed.Inside || next.Inside);
                leaves[known] = new SlopeLeaf(argument, Algebra.Add(builder, "slope", before.Slope, bar)!, both);
            }
        }
    }

    private bool IsActive(Operand operand)
    {
        foreach (Direction direction in directions)
        {
            if (direction.IsActive(operand)) return true;
        }
        return false;
    }

    /// <summary>The values that one statement of their own block reads, and nothing else whose tangent is needed.</summary>
    private HashSet<Variable> Inner(Block body)
    {
        var readers = new Dictionary<Variable, int>();
        Visit(body);
        return [.. readers.Where(static pair => pair.Value == 1).Select(static pair => pair.Key)];

        void Read(Operand operand, int count)
        {
            if (operand is Variable variable && readers.ContainsKey(variable)) readers[variable] += count;
        }

        void Visit(Block block)
        {
            var here = new HashSet<Variable>();
            foreach (Statement statement in block.Statements)
            {
                if (statement is Let { Value: Apply apply } let)
                {
                    if (!IsActive(let.Target)) continue;
                    foreach ((Operand argument, _) in Partials.Of(apply, static _ => true))
                    {
                        Read(argument, argument is Variable variable && here.Contains(variable) ? 1 : Many);
                    }
                    readers[let.Target] = 0;
                    here.Add(let.Target);
                    continue;
                }
                foreach (Operand operand in statement.Operands) Read(operand, Many);
                foreach (Block nested in statement.Blocks) Visit(nested);
            }
            foreach (Operand operand in block.Yield) Read(operand, Many);
        }
    }

    private const int Many = 2;
}
