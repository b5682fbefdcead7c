using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

internal sealed partial class Vjp
{
    /// <summary>The reverse of one loop: <c>for each trip, last first, reverse(trip)</c>, with the cotangents as carried values.</summary>
    private sealed class LoopReversal
    {
        private readonly Vjp vjp;
        private readonly LoopShape shape;
        private readonly LoopPlan loop;
        private readonly int[] active;
        private readonly List<Carried> carried = [];
        private readonly List<Variable> results = [];

        public LoopReversal(Vjp vjp, Statement statement)
        {
            this.vjp = vjp;
            shape = LoopShape.Of(statement, vjp.activity);
            loop = new LoopPlan(shape);
            vjp.plan.Add(statement, loop);
            active = [.. Enumerable.Range(0, shape.Carried.Count).Where(i =>
                vjp.activity.IsActive(shape.Carried[i].Variable) || vjp.activity.IsActive(shape.Results[i]))];
        }

        public void Add(Builder builder)
        {
            Seed[] seeds = [.. active.Select(k => vjp.Take(shape.Results[k]))];
            for (int k = 0; k < active.Length; k++) Carry(shape.Carried[active[k]].Variable, seeds[k].Bar);
            Adjoints before = vjp.bars;
            vjp.bars = before.Copy();
            List<Variable> outside = vjp.OutsideOf(shape.Loop);
            foreach (Variable variable in outside) vjp.bars.Set(variable, Carry(variable, before.Of(variable)), before.IsConditional(variable));

            LoopTrip trip = Trip(builder);
            vjp.loops++;
            vjp.scope.Enter(shape.Prefix.Concat(shape.Trip.Statements));
            Builder inner = builder.Nested();
            for (int k = 0; k < active.Length; k++)
            {
                if (shape.Trip.Yield[active[k] + shape.Flags] is Variable yielded && vjp.activity.IsActive(yielded))
                {
                    vjp.bars.Accumulate(inner, yielded, carried[k].Variable, isConditional: IsConditional(k, seeds[k]));
                }
            }
            for (int i = shape.Trip.Statements.Count - 1; i >= 0; i--)
            {
                bool decides = i == shape.Trip.Statements.Count - 1 && LoopShape.TailOf(shape.Trip) is not null;
                vjp.Reverse(shape.Trip.Statements[i], inner, decides ? trip : null);
            }
            Operand[] next = [.. active.Select(k => vjp.bars.OrZero(shape.Carried[k].Variable)), .. outside.Select(vjp.bars.OrZero)];
            Block body = new TripProvision(vjp.plan, vjp.names, loop, trip.Number).Provide(inner.Close(next));
            body = body with { Statements = trip.Index.Concat(body.Statements).ToEquatableArray() };
            builder.Add(new For(results.ToEquatableArray(), trip.Counter, carried.ToEquatableArray(), body));
            vjp.loops--;
            vjp.scope.Leave();

            Adjoints after = vjp.bars;
            vjp.bars = before;
            for (int i = 0; i < outside.Count; i++)
            {
                vjp.bars.Set(outside[i], results[active.Length + i], after.IsConditional(outside[i]));
            }
            for (int k = 0; k < active.Length; k++)
            {
                if (shape.Carried[active[k]].Initial is Variable initial && vjp.activity.IsActive(initial))
                {
                    vjp.bars.Accumulate(builder, initial, results[k], isConditional: after.IsConditional(shape.Carried[active[k]].Variable));
                }
            }
        }

        /// <summary>Whether a trip's value may be one that neither the next trip nor what follows the loop reads.</summary>
        private bool IsConditional(int k, Seed seed) =>
            seed is { Bar: not null, IsConditional: true } || !Walk.ReadsOnEveryPath(shape.Trip, shape.Carried[active[k]].Variable);

        private Variable Carry(Variable variable, Operand? initial)
        {
            Variable bar = vjp.names.Fresh(variable.BaseName + "Bar", variable.Type);
            carried.Add(new Carried(bar, initial ?? Constant.Zero(variable.Type)));
            results.Add(vjp.names.Fresh(variable.BaseName + "Bar", variable.Type));
            return bar;
        }

        private LoopTrip Trip(Builder builder)
        {
            if (shape.Loop is For counted)
            {
                (Counter counter, IReadOnlyList<Let> lets, Variable at) = Counting.Reversed(builder, counted.Counter, vjp.names);
                return new LoopTrip(loop, counter) { Number = at, Index = lets };
            }
            loop.Trips = vjp.names.Fresh("trips", IrType.Int32);
            Operand last = Counting.Plus(builder, "last", loop.Trips, -1);
            Variable number = vjp.names.Fresh("trip", IrType.Int32);
            var trip = new LoopTrip(loop, new Counter(number, last, Constant.Of(0), -1, Inclusive: true));
            if (shape.Breaks)
            {
                loop.Left = vjp.names.Fresh("left", IrType.Bool);
                trip.Last = Counting.LastIf(builder, loop.Left, last);
            }
            return trip;
        }
    }
}
