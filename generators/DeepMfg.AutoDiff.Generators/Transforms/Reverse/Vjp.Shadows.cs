using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The cotangents of what storage holds. They are made where the reverse of the block begins that makes the storage.</summary>
internal sealed partial class Vjp
{
    /// <summary>For each active reference that to the cotangents of what it refers to.</summary>
    private readonly Dictionary<Variable, Operand> shadows = [];

    /// <summary>The lengths of references that loops hand from trip to trip, which no tape holds.</summary>
    private IReadOnlyDictionary<Variable, Variable> lengths = new Dictionary<Variable, Variable>();

    /// <summary>The lengths of what has no shadow and is copied over what has one.</summary>
    private IReadOnlyDictionary<Perform, Variable> copied = new Dictionary<Perform, Variable>();

    /// <summary>Where the function keeps the rows that it makes: at the end, all of them are there.</summary>
    private Rows? rows;

    private RowNumbers numbers = null!;

    /// <summary>The caller's cotangents of rows that he gives, while the rows have numbers.</summary>
    private readonly Dictionary<Variable, Operand> givenBars = [];

    private Cell Shadow(Cell cell) => cell with { Storage = shadows[(Variable)cell.Storage] };

    /// <summary>Makes the shadows of the references that a block makes.</summary>
    /// <param name="block">The block.</param>
    /// <param name="last">The choice at its end whose arms make theirs.</param>
    /// <param name="builder">Takes the statements.</param>
    private void AddShadows(Block block, Statement? last, Builder builder)
    {
        foreach (Statement statement in block.Statements)
        {
            switch (statement)
            {
                case Let { Target.Type.IsStorage: true } let when activity.IsActive(let.Target) && HasShadow(let.Target) && !shadows.ContainsKey(let.Target):
                    shadows.Add(let.Target, Shadowing.Of(
                        builder, let.Target.BaseName + "Bar", Made(let, builder), let.Target.Type.Shadow(), reference => shadows[(Variable)reference]));
                    if (numbers.GivenTo(let.Target) is { } given) TakeGiven(given, let.Target, builder);
                    break;
                case Opaque or Call:
                    foreach (Variable result in statement.Targets) CompleteShadow(result, statement, builder);
                    break;
                case If branch when branch != last:
                    AddShadows(branch, builder);
                    AddNumbered(branch.Results, builder);
                    break;
                case Loop loop:
                    foreach (Variable result in loop.Results.Where(result => lengths.ContainsKey(result))) AddHanded(result, builder);
                    AddNumbered(loop.Results, builder);
                    break;
            }
        }
    }

    /// <summary>What makes a reference, for cotangents, which are zero to begin with; those of a row are in the place that it was put in.</summary>
    private Expression Made(Let let, Builder builder) => let.Value switch
    {
        Alloc or Load when numbers.PlaceOf(let.Target) is { } place => new Load(place),
        Alloc when rows?.PlaceOf(let.Target) is { } place => new Load(place),
        Alloc { Type.Item.IsStorage: true } alloc => alloc with { Sizes = [let.Target] },
        Alloc { Contents: Contents.Rows } alloc => alloc with { Sizes = [builder.Let("rows", new Length(let.Target))], Contents = Contents.Zero },
        Alloc alloc => alloc with { Contents = Contents.Zero },
        Slice slice => slice with { Throws = false },
        var other => other,
    };

    /// <summary>An array of rows that have numbers has none, for each row has its own.</summary>
    private bool HasShadow(Variable reference) => !numbers.Has(reference) || numbers.PlaceOf(reference) is not null;

    private void TakeGiven(IReadOnlyList<GivenRows> given, Variable all, Builder builder)
    {
        foreach (GivenRows rows in given)
        {
            givenBars[rows.Parameter] = shadows[rows.Parameter];
            rows.Take(builder, shadows[rows.Parameter], shadows[all]);
            if (rows.Order is null) shadows[rows.Parameter] = GivenRows.RowOf(builder, shadows[all], rows.First);
        }
    }

    private void GiveBack(Variable all, Builder builder)
    {
        foreach (GivenRows rows in numbers.GivenTo(all) ?? [])
        {
            shadows[rows.Parameter] = givenBars[rows.Parameter];
            rows.Give(builder, shadows[rows.Parameter], shadows[all]);
        }
    }

    /// <summary>The shadow of an array of rows that the function yields.</summary>
    private Operand ShadowOfYield(Variable reference, Builder builder)
    {
        if (numbers.OrderOf(reference) is not var (order, all)) return shadows[reference];
        Variable length = builder.Let("length", new Length(order));
        Variable bar = builder.Let(reference.BaseName + "Bar", new Alloc(reference.Type, [length], Contents.Zero));
        GivenRows.ForEach(builder, length, (inner, i) =>
        {
            Variable number = inner.Let("number", new Load(new Cell(order, [i])));
            inner.Add(new Store(new Cell(bar, [i]), inner.Let("row", new Load(new Cell(shadows[all], [number])))));
        });
        return bar;
    }

    /// <summary>The shadows of rows that a choice or a loop hands on.</summary>
    private void AddNumbered(IEnumerable<Variable> references, Builder builder)
    {
        foreach (Variable row in references)
        {
            if (numbers.PlaceOf(row) is not { } place || !activity.IsActive(row) || shadows.ContainsKey(row)) continue;
            shadows.Add(row, Shadowing.Of(builder, row.BaseName + "Bar", new Load(place), row.Type.Shadow(), reference => shadows[(Variable)reference]));
        }
    }

    /// <summary>A reference that is active only since others may be the same has cotangents that nobody asks for.</summary>
    private void CompleteShadow(Variable reference, Statement? statement, Builder builder)
    {
        if (!reference.Type.IsStorage || !activity.IsActive(reference) || shadows.ContainsKey(reference)) return;
        shadows.Add(reference, Shadowing.Zero(builder, reference.BaseName + "Bar", statement, reference, reference.Type.Shadow()));
    }

    /// <summary>A reference that a loop hands on has a shadow of its own, whose cotangents go back trip by trip.</summary>
    private void AddHanded(Variable reference, Builder builder) => shadows[reference] =
        builder.Let(reference.BaseName + "Bar", new Alloc(reference.Type.Shadow(), [lengths[reference]], Contents.Zero));

    /// <summary>The shadows of what a choice chooses among: the same choice among shadows.</summary>
    private void AddShadows(If branch, Builder builder)
    {
        int[] active = [.. Enumerable.Range(0, branch.Results.Count).Where(i =>
            branch.Results[i] is { Type.IsStorage: true } reference && activity.IsActive(reference) && !numbers.Has(reference))];
        int[] chosen = [.. active.Where(i => !shadows.ContainsKey(branch.Results[i]))];
        // What a choice around this one hands out has its shadow already.
        foreach (int i in active.Except(chosen)) Share(branch, i, shadows[branch.Results[i]]);
        if (chosen.Length == 0) return;
        Block then = Arm(branch.Then), otherwise = Arm(branch.Else);
        Variable[] results = [.. chosen.Select(i => names.Fresh(branch.Results[i].BaseName + "Bar", branch.Results[i].Type.Shadow()))];
        builder.Add(new If([.. results], branch.Condition, then, otherwise));
        for (int k = 0; k < chosen.Length; k++)
        {
            shadows.Add(branch.Results[chosen[k]], results[k]);
            Share(branch, chosen[k], results[k]);
        }

        Block Arm(Block arm)
        {
            HashSet<Variable> outer = [.. shadows.Keys];
            Builder inner = builder.Nested();
            AddShadows(arm, null, inner);
            Operand[] yields = [.. chosen.Select(i => arm.Yield[i] is Variable variable ? shadows[variable] : Constant.Zero(branch.Results[i].Type.Shadow()))];
            foreach (Variable own in shadows.Keys.Where(key => !outer.Contains(key)).ToList()) shadows.Remove(own);
            bool isThen = ReferenceEquals(arm, branch.Then);
            var provision = new ArmProvision(plan, names, branch, isThen, decides: false) { Rereading = rereading, IsInner = IsInner };
            return provision.Provide(inner.Close(yields));
        }
    }

    /// <summary>What an arm makes and hands out has one shadow, inside the arm and behind it.</summary>
    private void Share(If branch, int result, Operand shadow)
    {
        foreach (Block arm in branch.Blocks) Share(arm, arm.Yield[result], shadow);
    }

    private void Share(Block arm, Operand yielded, Operand shadow)
    {
        if (yielded is not Variable variable || shadows.ContainsKey(variable)) return;
        shadows.Add(variable, shadow);
        foreach (Statement statement in arm.Statements)
        {
            if (statement is Let { Value: View view } let && let.Target == variable) Share(arm, view.Storage, shadow);
        }
    }
}
