using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>The companions of a function's parameters and results in reverse mode, one entry each.</summary>
/// <param name="Cotangents">The name of a result's cotangent; <see langword="null"/> where it is the constant one.</param>
/// <param name="Accumulates">Whether what is pulled back to a parameter is added to an accumulator that the caller hands in.</param>
internal sealed record Companions(EquatableArray<string?> Cotangents, EquatableArray<bool> Accumulates);

/// <summary>
/// Reverse mode: <c>xᵢBar += ∂y/∂xᵢ · yBar</c>, last statement first. The reverse sweep is written first; what it mentions of the primal and
/// cannot reach, the forward sweep lets out of its branches and records in its loops (<see cref="SweepPlan"/>, <see cref="Recording"/>).
/// </summary>
internal sealed partial class Vjp
{
    private readonly Activity activity;
    private readonly Func<Operand, bool> isActive;
    private readonly Infinities infinities;
    private readonly Memory memory;
    private readonly Rereading rereading;
    private readonly Exchange exchange;
    private readonly Lazy<Ranges> ranges;
    private readonly Lazy<Overlap> overlap;
    private readonly Lazy<Sizes> sizes;
    private readonly Block body;
    private readonly Placement placement;
    private readonly NameSupply names;
    private readonly SweepPlan plan = new();
    private readonly ForwardSweep forward;
    private readonly Scope scope = new();

    /// <summary>The trips of the loops around the place.</summary>
    private readonly Dictionary<LoopPlan, LoopTrip> trips = [];

    /// <summary>Whether the place is in a loop that stands in another.</summary>
    private bool IsInner => trips.Count > 1;

    private Adjoints bars = new();

    private readonly Callees? callees;
    private readonly Cut cut;

    private Vjp(Function function, Activity activity, Callees? callees, Cut cut)
    {
        (this.activity, this.callees, this.cut) = (activity, callees, cut);
        isActive = activity.IsActive;
        infinities = Infinities.Of(function);
        memory = Memory.Of(function);
        rereading = Rereading.Of(function, isCut: cut == Cut.ByUser);
        exchange = Exchange.Of(function);
        ranges = new Lazy<Ranges>(() => Ranges.Of(function));
        overlap = new Lazy<Overlap>(() => Overlap.Of(function));
        sizes = new Lazy<Sizes>(() => Sizes.Of(function));
        body = function.Body;
        placement = Placement.Of(function, activity);
        names = Walk.NamesOf(function);
        forward = new ForwardSweep(plan, names, function.Parameters);
    }

    /// <summary>
    /// The function of the parameters, a cotangent for each active result and an accumulator for each active parameter, which yields the
    /// results and, for each active parameter, the accumulator plus what is pulled back to it.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="activation">Which results have cotangents, and which parameters.</param>
    /// <param name="companions">Their names and accumulators.</param>
    /// <param name="callees">What it calls, if it does.</param>
    /// <param name="cut">Whether <see cref="Kernels.Turn"/> is to stand between the sweeps, none of which then stands inside the other.</param>
    public static Function Of(Function function, Activation activation, Companions companions, Callees? callees = null, Cut cut = Cut.None)
    {
        (function, RowNumbers numbers) = RowNumbers.Of(function, activation);
        function = TailForm.Of(function);
        Activity activity = Activity.Of(function, activation);
        CheckModels(function, activity);
        (function, SavedValues? saved) = SavedValues.Of(function, activity, callees);
        (function, HandedLengths handed) = HandedLengths.Of(function, activity, numbers);
        (function, KeptOperands kept) = KeptOperands.Of(function, activity, saved, callees);
        var pass = new Vjp(function, activity, callees, cut)
        {
            rows = numbers.Staying(function, activity).Rows, numbers = numbers, lengths = handed.Lengths, copied = handed.Copied, kept = kept, saved = saved,
        };
        List<Variable> parameters = [.. function.Parameters];
        var seeds = new Seed[function.Body.Yield.Count];
        for (int i = 0; i < seeds.Length; i++)
        {
            if (!activation.Results[i]) continue;
            IrType type = function.Body.Yield[i].Type;
            seeds[i] = new(companions.Cotangents[i] is { } name ? pass.names.Fresh(name, CotangentType(type)) : Constant.Of(1, type), IsConditional: false);
            if (seeds[i].Bar is Variable cotangent) parameters.Add(cotangent);
        }
        Variable[] active = [.. function.Parameters.Where((_, i) => activation.Parameters[i])];
        for (int i = 0; i < function.Parameters.Count; i++)
        {
            Variable parameter = function.Parameters[i];
            if (!activation.Parameters[i] || !companions.Accumulates[i] && !parameter.Type.IsStorage) continue;
            Variable bar = pass.names.Fresh(parameter.BaseName + "Bar", parameter.Type.Shadow());
            parameters.Add(bar);
            if (parameter.Type.IsStorage) pass.shadows.Add(parameter, bar);
            else pass.bars.Set(parameter, bar);
        }
        var builder = new Builder(pass.names) { Known = pass.scope.Of };
        foreach (Variable parameter in function.Parameters) pass.CompleteShadow(parameter, null, builder);
        pass.Whole(function.Body, [], seeds, builder);
        IEnumerable<Operand> pulled = active.Where(static input => input.Type.IsFloat).Select(pass.bars.OrZero);
        Block body = pass.WithoutUnusedRows(builder.Close([.. function.Body.Yield, .. pulled]));
        if (saved is not null) body = saved.AsTaken(body);
        return new Function(function.Name + "Vjp", parameters.ToEquatableArray(), Headings.Of(body));
    }

    // An accumulator of such a type is one variable, which no choice among two can be. What a loop hands on has cotangents of its own, which are added up as
    // numbers: what holds them with others is no place for those.
    private static void CheckModels(Function function, Activity activity)
    {
        bool isHanded = function.Statements.Exists(statement => statement is Loop
            && statement.Targets.Concat(statement.Bound).Any(target => HoldsStructs(target.Type) && activity.IsActive(target)));
        if (isHanded) throw new NotDerivableException("An array of structs that a loop chooses,", "", "choose among the numbers that are read of it");
        bool isChosen = function.Statements.Exists(statement => statement is If or Loop
            && statement.Targets.Concat(statement.Bound).Any(target => target.Type.IsModel && activity.IsActive(target)));
        if (isChosen) throw new NotDerivableException("A value of a type parameter that a condition or a loop chooses,", "",
            "choose among the calls: 'if (first) T.M(a, x); else T.M(b, x);'");
    }

    private static bool HoldsStructs(IrType type) => type.Member is not null || type.Item is { } item && HoldsStructs(item);

    /// <summary>Cotangents of a vector are for reading.</summary>
    private static IrType CotangentType(IrType type) => type.IsVector ? type with { Form = StorageForm.ReadOnlySpan } : type;

    /// <summary>Where no trip of a loop has recorded anything, its row count is none that the forward sweep has.</summary>
    private Block WithoutUnusedRows(Block body)
    {
        var copier = new Copier(names: null);
        Variable[] unused = [.. plan.UnusedRows];
        foreach (Variable rows in unused) copier.Replace(rows, Constant.Of(0));
        return unused.Length == 0 ? body : copier.Copy(body);
    }

    /// <summary>
    /// Both sweeps of a block whose values stay in reach. Where it ends with an <c>if</c>, that one's sweeps follow each other, so they go into
    /// its arms together, whose values stay in reach too: an early return costs nothing.
    /// </summary>
    private void Whole(Block block, IReadOnlyList<Let> before, IReadOnlyList<Seed> seeds, Builder builder)
    {
        int count = block.Statements.Count;
        If? last = cut == Cut.None && count > 0 && block.Statements[count - 1] is If branch && activity.IsActive(branch) && !PutsRows(branch) ? branch : null;
        if (last is not null) count--;

        Builder reverse = builder.Nested();
        scope.Enter(block.Statements);
        AddShadows(block, last, reverse);
        Sow(block.Yield, seeds, reverse, last);
        forward.Enter(block);
        if (last is not null) WholeIf(last, reverse);
        for (int i = count - 1; i >= 0; i--) Reverse(block.Statements[i], reverse);
        foreach (Let let in before) ReverseHere(let, reverse);
        scope.Leave();
        for (int i = 0; i < count; i++) forward.AddOutermost(block.Statements[i], builder);
        if (cut != Cut.None) builder.Add(new Perform(Kernels.Turn, []));
        builder.Append(reverse);
    }

    /// <summary>Whether a choice puts rows into an array from outside: its shadow is made in the shape of all of them.</summary>
    private static bool PutsRows(If branch)
    {
        HashSet<Variable> own = [.. branch.Blocks.SelectMany(Walk.DefinedIn)];
        return branch.Blocks.SelectMany(Walk.All).Any(
            inner => inner is Store { Value: Variable { Type.IsStorage: true }, Cell.Storage: Variable table } && !own.Contains(table));
    }

    private void WholeIf(If branch, Builder builder)
    {
        Seed[] seeds = [.. branch.Results.Select(Take)];
        Merged(branch, new Reversal(branch.Condition, IsWhole: true, Decides: false), builder, (arm, before, inner) => Whole(arm, before, seeds, inner));
    }

    /// <summary>The cotangent of what a block yields.</summary>
    private readonly record struct Seed(Operand? Bar, bool IsConditional);

    private Seed Take(Variable result)
    {
        bool isConditional = bars.IsConditional(result);
        return new(bars.Take(result), isConditional);
    }

    /// <param name="yield">What a block yields.</param>
    /// <param name="seeds">The cotangents of that.</param>
    /// <param name="builder">Takes the statements.</param>
    /// <param name="last">The choice at the block's end that takes the cotangents of its results into its arms.</param>
    private void Sow(EquatableArray<Operand> yield, IReadOnlyList<Seed> seeds, Builder builder, If? last = null)
    {
        for (int i = 0; i < yield.Count; i++)
        {
            if (yield[i] is Variable { Type.IsStorage: true } reference)
            {
                if (last is not null && last.Results.Contains(reference)) bars.Set(reference, seeds[i].Bar ?? Constant.Zero(reference.Type));
                else if (seeds[i].Bar is Variable cotangent) builder.Add(new Perform(Kernels.AddCotangent, [cotangent, ShadowOfYield(reference, builder)]));
                continue;
            }
            if (yield[i] is Variable variable && HasBar(variable))
            {
                bars.Accumulate(builder, variable, seeds[i].Bar, isConditional: seeds[i].IsConditional);
            }
        }
    }

    private void Reverse(Statement statement, Builder builder, LoopTrip? trip = null)
    {
        if (!activity.IsActive(statement) || statement is Let let && placement.IsMoved(let)) return;
        ReverseHere(statement, builder, trip);
    }

    private void ReverseHere(Statement statement, Builder builder, LoopTrip? trip = null)
    {
        string outer = builder.Origin;
        builder.Origin = statement.Origin.Text;
        switch (statement)
        {
            case Let { Value: Apply apply } let when IsConditional(let) && MayMeetZero(let.Target, apply) || MeetsPoles(let.Target, apply):
                IfRead(let, builder, inner => Reverse(let.Target, apply, inner, mayBeZero: false));
                break;
            case Let { Value: Apply apply } let: Reverse(let.Target, apply, builder, mayBeZero: true); break;
            case Let { Value: Load { Type.IsStorage: false } load } let:
                if (Take(let.Target).Bar is { } read) builder.Add(new Accumulate(Shadow(load.Cell), read));
                break;
            // Its shadow is made where the reverse of its block begins.
            case Let { Target.Type.IsStorage: true } let: GiveBack(let.Target, builder); break;
            case Reach or Opaque: break;
            case Perform perform: Reverse(perform, builder); break;
            case If branch: Reverse(branch, builder, trip); break;
            // Inside a loop it would have to go back over the rows all the same.
            case Loop loop when trips.Count == 0 && IsConditional(statement):
                IfRead(statement, builder, inner => new LoopReversal(this, loop).Add(inner));
                break;
            case Loop loop: new LoopReversal(this, loop).Add(builder); break;
            case Call call when call.Writes.IsEmpty && (saved?.IsOnTape(call) != true || saved.IsSwept(call)) && IsConditional(call):
                IfRead(call, builder, inner => Reverse(call, inner), inner => Drop(call, inner));
                break;
            case Call call: Reverse(call, builder); break;
            case Store store:
                // The shadow of a row is where it was made.
                if (store.Value.Type.IsStorage) break;
                Pull(store.Cell, store.Value, builder);
                builder.Add(new Store(Shadow(store.Cell), Constant.Zero(store.Value.Type)));
                break;
            case Accumulate add: Pull(add.Cell, add.Value, builder); break;
            default: throw new InvalidOperationException($"There is no pullback of {statement}.");
        }
        builder.Origin = outer;
    }

    /// <summary>Whether a cotangent that may be zero goes to several arguments, in which slopes may be infinite: one question serves them all.</summary>
    private bool MeetsPoles(Variable target, Apply apply) =>
        bars.Of(target) is Variable && Poles.Has(Primitives.Get(apply.Primitive)) && Partials.Of(apply, isActive) is { Count: > 1 } flows
        && flows.Exists(flow => infinities.At(apply, flow.Argument));

    /// <summary>Whether a zero cotangent may become another one for what the primal values are.</summary>
    private bool MayMeetZero(Variable target, Apply apply) => infinities.MayMeetZero(target, apply, Partials.Of(apply, isActive), isActive);

    /// <summary>Hands the cotangent of an element to what has been stored there, or added.</summary>
    private void Pull(Cell cell, Operand value, Builder builder)
    {
        if (value is not Variable variable || !HasBar(variable)) return;
        bars.Accumulate(builder, variable, builder.Let(variable.BaseName + "Bar", new Load(Shadow(cell))), isConditional: true);
    }

    /// <summary>Whether a value has a cotangent of its own; a reference has a shadow.</summary>
    private bool HasBar(Operand operand) => operand.Type.IsFloat && activity.IsActive(operand);

    /// <summary>A name for another version of a value's cotangent; where the reverse sweep counts, of the count.</summary>
    private Variable FreshBar(Variable variable) => names.Fresh(variable.Type.IsFloat ? variable.BaseName + "Bar" : variable.BaseName, variable.Type);

    // y = p(x…)  ⟶  xᵢBar += ∂p/∂xᵢ · yBar
    private void Reverse(Variable target, Apply apply, Builder builder, bool mayBeZero)
    {
        Seed seed = Take(target);
        if (seed.Bar is null) return;
        var pulled = new Pulled(seed.Bar, mayBeZero && seed.Bar is not Constant, infinities.OfCotangent(target, apply), infinities);
        foreach (Contribution contribution in Pullback.Of(builder, target, apply, pulled, isActive))
        {
            bars.Accumulate(builder, contribution.Argument, contribution.Bar, contribution.Since, seed.IsConditional);
        }
    }

    // r… = if c then else  ⟶  xBar… = if c thenReversed elseReversed
    private void Reverse(If branch, Builder builder, LoopTrip? trip)
    {
        Seed[] seeds = [.. branch.Results.Select(Take)];
        Operand condition = trip?.ConditionOf(branch, builder) ?? branch.Condition;
        Merged(branch, new Reversal(condition, IsWhole: false, Decides: trip is not null), builder, (arm, before, inner) =>
        {
            scope.Enter(arm.Statements);
            AddShadows(arm, null, inner);
            Sow(arm.Yield, seeds, inner);
            for (int i = arm.Statements.Count - 1; i >= 0; i--)
            {
                bool decides = i == arm.Statements.Count - 1 && LoopShape.TailOf(arm) is not null;
                Reverse(arm.Statements[i], inner, decides ? trip : null);
            }
            foreach (Let let in before) ReverseHere(let, inner);
            scope.Leave();
        });
    }

    /// <param name="Condition">The condition that chooses the reversed arm.</param>
    /// <param name="IsWhole">Whether the arms hold both sweeps, and so the primal's results as well.</param>
    /// <param name="Decides">Whether the primal's <c>if</c> decides whether a loop goes on.</param>
    private readonly record struct Reversal(Operand Condition, bool IsWhole, bool Decides);

    /// <summary>An <c>if</c> with the two arms as <paramref name="add"/> writes them, whose results are the cotangents that they change.</summary>
    private void Merged(If branch, Reversal reversal, Builder builder, Action<Block, IReadOnlyList<Let>, Builder> add)
    {
        Adjoints before = bars;
        (Block Primal, Builder Builder, Adjoints Bars)[] arms = [.. new[] { branch.Then, branch.Else }.Select(arm =>
        {
            bars = before.Copy();
            Builder inner = builder.Nested();
            add(arm, placement.In(branch, ReferenceEquals(arm, branch.Then)), inner);
            return (arm, inner, bars);
        })];
        // An arm that throws hands nothing back.
        Joined joined = Join(before, [.. arms.Where(static arm => !Throws(arm.Primal)).Select(static arm => arm.Bars)], OutsideOf(branch));
        Block[] blocks = [.. arms.Select(arm =>
        {
            IEnumerable<Operand> yields = joined.Changed.Select(arm.Bars.OrZero);
            if (reversal.IsWhole) return arm.Builder.Close([.. arm.Primal.Yield, .. yields]);
            bool isThen = ReferenceEquals(arm.Primal, branch.Then);
            var provision = new ArmProvision(plan, names, branch, isThen, reversal.Decides)
            {
                Rereading = rereading, IsInner = IsInner, Pushes = cut == Cut.ByCaller && trips.Count == 0,
            };
            return provision.Provide(arm.Builder.Close(yields));
        })];
        Variable[] results = reversal.IsWhole ? [.. branch.Results, .. joined.Results] : joined.Results;
        if (results.Length == 0 && !reversal.IsWhole && !blocks.Any(HandsBackThroughStorage)) return;
        builder.Add(new If(new(results), reversal.Condition, blocks[0], blocks[1]));
    }

    /// <summary>Whether a reversed block changes shadows, though it may change no cotangent that is a value.</summary>
    private static bool HandsBackThroughStorage(Block reversed) => Walk.All(reversed).Exists(Changes);

    private static bool Changes(Statement statement) => statement is Store or Accumulate or Perform or Call;

    private static bool Throws(Block arm) =>
        arm.Statements.Count > 0 && arm.Statements[arm.Statements.Count - 1] is Opaque { Text.Throws: true };

    /// <param name="Changed">The variables whose cotangent some arm has changed.</param>
    /// <param name="Results">Their cotangents behind the arms.</param>
    private readonly record struct Joined(Variable[] Changed, Variable[] Results);

    /// <summary>Goes on behind arms that have changed cotangents each in its way.</summary>
    private Joined Join(Adjoints before, IReadOnlyList<Adjoints> arms, IEnumerable<Variable> reached)
    {
        bars = before;
        Variable[] changed = [.. reached.Where(variable => arms.Any(arm => arm.OrZero(variable) != before.OrZero(variable)))];
        Variable[] results = [.. changed.Select(FreshBar)];
        for (int i = 0; i < changed.Length; i++) bars.Set(changed[i], results[i], arms.Any(arm => arm.IsConditional(changed[i])));
        return new Joined(changed, results);
    }

    /// <summary>The active variables from outside a statement whose cotangents its blocks may change.</summary>
    private List<Variable> OutsideOf(Statement statement)
    {
        HashSet<Variable> inside = [.. statement.Blocks.SelectMany(Walk.DefinedIn), .. statement.Bound];
        IEnumerable<Operand> placed = statement is If branch ? placement.Inside(branch).SelectMany(static let => let.Operands) : [];
        IEnumerable<Variable> values = statement.Blocks.SelectMany(Walk.Mentioned).Concat(placed.OfType<Variable>()).Distinct()
            .Where(variable => HasBar(variable) && !inside.Contains(variable));
        return [.. values, .. plan.Inside(statement).Where(static loop => loop.Rows == RowMode.Running).Select(static loop => loop.Row)];
    }
}
