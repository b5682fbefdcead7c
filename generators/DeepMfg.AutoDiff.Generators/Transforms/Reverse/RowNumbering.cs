using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Writes the numbers of the rows of one region beside the references: <c>rows[i] = r</c> ⟶ <c>rows[i] = r; order[i] = number</c>.</summary>
internal sealed class RowNumbering
{
    private static readonly IrType Order = IrType.Storage(IrType.Int32);

    private readonly Function function;
    private readonly Regions regions;
    private readonly Variable region, all;
    private readonly RowNumbers result;
    private readonly NameSupply names;
    private readonly Lengths lengths;
    private readonly Sizes sizes;

    /// <summary>What stands in front of the first statement that knows the rows.</summary>
    private readonly Builder before;

    /// <summary>What gives the caller's rows their numbers, behind that.</summary>
    private readonly Builder given;

    private readonly List<GivenRows> rows = [];

    /// <summary>For each row its number, for each array of rows that of their numbers.</summary>
    private readonly Dictionary<Variable, Operand> numbers = [];

    /// <summary>How many rows there are at most.</summary>
    private Operand count = Constant.Of(0);

    private bool isCounted = true;

    /// <param name="function">The function.</param>
    /// <param name="table">One of the arrays of rows.</param>
    /// <param name="result">Takes where the rows are.</param>
    public RowNumbering(Function function, Variable table, RowNumbers result)
    {
        (this.function, this.result) = (function, result);
        names = Walk.NamesOf(function);
        regions = Regions.Of(function);
        region = regions.Of(table);
        lengths = new Lengths(function, static (_, _) => null);
        sizes = Sizes.Of(function);
        before = new Builder(names);
        given = new Builder(names);
        all = names.Fresh(table.BaseName + "Rows", table.Type);
    }

    /// <summary>Where a statement stands: in loops, whose trips may be counted.</summary>
    private readonly record struct Around(bool IsInLoop, TripRows? Trips);

    /// <summary>The function with numbers; nothing where not all rows can be counted before the first is made.</summary>
    public Function? Numbered()
    {
        bool isKnown = all.Type is { Rank: 1, Item: { IsVector: true, Item.IsStorage: false } }
            && function.Parameters.All(parameter => !IsMine(parameter) || IsRow(parameter) || IsTable(parameter))
            && function.Statements.TrueForAll(IsKnown);
        if (!isKnown) return null;
        Block body = AtHome(function.Body);
        return isCounted ? function with { Body = body } : null;
    }

    private bool IsMine(Operand operand) => operand is Variable { Type.IsStorage: true } variable && regions.Of(variable) == region;

    private bool IsTable(Operand operand) => operand.Type.Item is { IsStorage: true } && IsMine(operand);

    /// <summary>A row that may be put into an array of rows.</summary>
    private bool IsRow(Operand operand) => operand.Type is { Form: StorageForm.Array, IsVector: true } && IsMine(operand);

    /// <summary>Whether a statement gives no rows from elsewhere, and none to where they have no numbers.</summary>
    private bool IsKnown(Statement statement) => statement switch
    {
        Opaque { Text.Writes: false } => !statement.Targets.Any(target => IsMine(target)),
        Opaque or Call => !statement.Targets.Any(target => IsMine(target)) && !statement.Operands.Any(IsTable),
        Perform { Kernel: Kernels.Copy } => true,
        Perform => !statement.Operands.Any(IsTable),
        Let { Value: Alloc { Sizes: [{ Type.IsStorage: true }] } } let => !IsMine(let.Target),
        _ => true,
    };

    private bool Mentions(Statement statement) => statement.Targets.Any(target => IsMine(target)) || statement.Operands.Any(IsMine)
        || statement.Bound.Any(bound => IsMine(bound)) || statement.Blocks.Any(Mentions);

    private bool Mentions(Block block) => block.Statements.Any(Mentions) || block.Yield.Any(IsMine);

    /// <summary>The block with numbers in the innermost one, outside of loops, that has all that knows the rows.</summary>
    private Block AtHome(Block block)
    {
        Statement[] own = [.. block.Statements.Where(Mentions)];
        if (own is [If branch] && branch.Blocks.Count(Mentions) == 1 && !branch.Results.Any(target => IsMine(target)))
        {
            If inner = branch with { Then = Inside(branch.Then), Else = Inside(branch.Else) };
            return block with { Statements = [.. block.Statements.Select(statement => ReferenceEquals(statement, branch) ? inner : statement)] };
        }
        return Home(block, block.Statements.TakeWhile(statement => !Mentions(statement)).Count());

        Block Inside(Block arm) => Mentions(arm) ? AtHome(arm) : arm;
    }

    private Block Home(Block block, int first)
    {
        var builder = new Builder(names);
        foreach (Variable parameter in function.Parameters) Take(parameter);
        foreach (Statement statement in block.Statements.Skip(first)) Add(statement, builder, new Around(IsInLoop: false, null));
        List<Statement> later = [.. builder.Close().Statements];
        List<Statement> start = [.. before.Close().Statements, new Let(all, new Alloc(all.Type, [count], Contents.Zero)), .. given.Close().Statements];
        result.AddAll(all, rows);
        isCounted &= Bringing.Forward(start, later);
        return new Block([.. block.Statements.Take(first), .. start, .. later], block.Yield);
    }

    private Block Inside(Block block, IEnumerable<Operand> numbered, Builder outer, Around around)
    {
        Builder builder = outer.Nested();
        foreach (Statement statement in block.Statements) Add(statement, builder, around);
        return builder.Close([.. block.Yield, .. numbered.Select(NumberOf)]);
    }

    private void Add(Statement statement, Builder builder, Around around)
    {
        switch (statement)
        {
            case If branch: Add(branch, builder, around); return;
            case Loop loop: Add(loop, builder, around); return;
        }
        builder.Add(statement);
        switch (statement)
        {
            case Let { Value: Alloc alloc } let when IsTable(let.Target):
                SetTable(let.Target, builder.Let(let.Target.BaseName + "Order", new Alloc(Order, alloc.Sizes, Contents.Zero)));
                break;
            case Let { Value: Alloc } let when IsRow(let.Target): Make(let.Target, builder, around); break;
            case Let { Value: Load load } let when IsRow(let.Target):
                Set(let.Target, builder.Let("number", new Load(new Cell(NumberOf(load.Cell.Storage), load.Cell.Indices))));
                break;
            case Let { Value: Slice slice } let when IsTable(let.Target):
                SetTable(let.Target, builder.Let(let.Target.BaseName + "Order", new Slice(NumberOf(slice.Storage), slice.Start, slice.Count, Order)));
                break;
            case Let { Value: View view } let when IsTable(let.Target): SetTable(let.Target, NumberOf(view.Storage)); break;
            case Let { Value: View { Storage: Variable viewed } } let when IsRow(let.Target) && IsRow(viewed): Set(let.Target, NumberOf(viewed)); break;
            case Store { Value: Variable row } store when IsRow(row):
                builder.Add(new Store(new Cell(NumberOf(store.Cell.Storage), store.Cell.Indices), NumberOf(row)));
                break;
            case Perform { Kernel: Kernels.Copy } copy when copy.Arguments.All(IsTable):
                builder.Add(new Perform(Kernels.Copy, copy.Arguments.Select(NumberOf).ToEquatableArray()));
                break;
        }
    }

    /// <summary>Rows that the caller gives have the first numbers.</summary>
    private void Take(Variable parameter)
    {
        if (IsRow(parameter))
        {
            numbers[parameter] = count;
            rows.Add(new GivenRows(parameter, count, null));
            given.Add(new Store(new Cell(all, [count]), parameter));
            count = Counting.Plus(before, "rows", count, 1);
        }
        else if (IsTable(parameter))
        {
            Variable length = before.Let("length", new Length(parameter));
            Variable order = given.Let(parameter.BaseName + "Order", new Alloc(Order, [length], Contents.Unspecified));
            SetTable(parameter, order);
            rows.Add(new GivenRows(parameter, count, order));
            GivenRows.ForEach(given, length, (inner, i) =>
            {
                Operand number = count is Constant { IsZero: true } ? i : RowCounting.At(inner, count, i);
                inner.Add(new Store(new Cell(all, [number]), inner.Let("row", new Load(new Cell(parameter, [i])))));
                inner.Add(new Store(new Cell(order, [i]), number));
            });
            count = count is Constant { IsZero: true } ? length : RowCounting.At(before, count, length);
        }
    }

    // A row that trips make has a number for each of them.
    private void Make(Variable row, Builder builder, Around around)
    {
        Operand first = count, number = first, made = Constant.Of(1);
        if (around.IsInLoop)
        {
            if (around.Trips is not { } trips)
            {
                isCounted = false;
                return;
            }
            made = trips.Count();
            number = first is Constant { IsZero: true } ? trips.Number(builder) : RowCounting.At(builder, first, trips.Number(builder));
        }
        count = (first, made) switch
        {
            (Constant { IsZero: true }, _) => made,
            (_, Constant known) => Counting.Plus(before, "rows", first, known.Bits),
            _ => RowCounting.At(before, first, made),
        };
        Set(row, number);
        builder.Add(new Store(new Cell(all, [number]), row));
    }

    private void Add(If branch, Builder builder, Around around)
    {
        int[] numbered = [.. Enumerable.Range(0, branch.Results.Count).Where(i => IsRow(branch.Results[i]) || IsTable(branch.Results[i]))];
        Block then = Inside(branch.Then, numbered.Select(i => branch.Then.Yield[i]), builder, around);
        Block otherwise = Inside(branch.Else, numbered.Select(i => branch.Else.Yield[i]), builder, around);
        Variable[] results = [.. numbered.Select(i => Named(branch.Results[i]))];
        builder.Add(branch with { Results = [.. branch.Results, .. results], Then = then, Else = otherwise });
    }

    private void Add(Loop loop, Builder builder, Around around)
    {
        bool makesRows = Walk.All(loop.Body).Exists(inner => inner is Let { Value: Alloc } let && IsRow(let.Target));
        TripRows? trips = !makesRows ? null : !around.IsInLoop ? TripRows.Of(loop, before, lengths, sizes) : around.Trips?.Within(loop, builder);
        int[] numbered = [.. Enumerable.Range(0, loop.Carried.Count).Where(i => IsRow(loop.Carried[i].Variable) || IsTable(loop.Carried[i].Variable))];
        Carried[] carried = [.. numbered.Select(i => loop.Carried[i]).Select(one => (one, NumberOf(one.Initial))).ToList()
            .Select(pair => new Carried(Named(pair.one.Variable), pair.Item2))];
        Block body = Inside(loop.Body, numbered.Select(loop.Next), builder, new Around(IsInLoop: true, trips));
        Variable[] results = [.. numbered.Select(i => Named(loop.Results[i]))];
        builder.Add(loop with { Results = [.. loop.Results, .. results], Carried = [.. loop.Carried, .. carried], Body = body });
    }

    private Variable Named(Variable reference)
    {
        Variable number = IsTable(reference) ? names.Fresh(reference.BaseName + "Order", Order) : names.Fresh("number", IrType.Int32);
        if (IsTable(reference)) SetTable(reference, number);
        else Set(reference, number);
        return number;
    }

    private void Set(Variable row, Operand number)
    {
        numbers[row] = number;
        result.Add(row, new Cell(all, [number]));
    }

    private void SetTable(Variable table, Operand order)
    {
        numbers[table] = order;
        result.AddTable(table, order, all);
    }

    // Of what is no reference at all any number will do.
    private Operand NumberOf(Operand reference) => reference is Variable variable && numbers.TryGetValue(variable, out Operand? number) ? number
        : Constant.Zero(reference.Type.Item is { IsStorage: true } ? Order : IrType.Int32);
}
