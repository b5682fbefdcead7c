using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

internal sealed partial class Vjp
{
    /// <summary>The reverse of one loop: <c>for each trip, last first, reverse(trip)</c>, with the cotangents as carried values.</summary>
    private sealed class LoopReversal
    {
        private readonly Vjp vjp;
        private readonly LoopPlan loop;
        private readonly LoopShape shape;
        private readonly int[] active, handed;
        private readonly List<Carried> carried = [];
        private readonly List<Variable> results = [];

        public LoopReversal(Vjp vjp, Loop statement)
        {
            this.vjp = vjp;
            if (vjp.trips.Count == 0) Plan(statement);
            loop = vjp.plan.LoopOf(statement)!;
            shape = loop.Shape;
            active = [.. Enumerable.Range(0, shape.Carried.Count).Where(i => vjp.HasBar(shape.Carried[i].Variable) || vjp.HasBar(shape.Results[i]))];
            handed = [.. Enumerable.Range(0, shape.Carried.Count).Where(i => vjp.lengths.ContainsKey(shape.Carried[i].Variable))];
            if (handed.Length == 0) return;
            Block around = loop.Around?.Body ?? vjp.body;
            if (vjp.exchange.Mistake(shape.Loop, shape.Trip, handed, around) is not { } mistake) return;
            throw new NotDerivableException(
                $"A loop that hands on {mistake},", shape.Loop.Origin.Text, "copy the elements from one array to the other instead");
        }

        private void Plan(Loop outermost)
        {
            new NestPlanning(vjp.plan, vjp.activity, vjp.names, vjp.forward.IsInReach, vjp.sizes.Value).Add(outermost);
            foreach (LoopPlan inner in vjp.plan.Inside(outermost))
            {
                if (inner.Rows == RowMode.Running) vjp.bars.Set(inner.Row, inner.LastRow);
            }
        }

        public void Add(Builder builder)
        {
            Seed[] seeds = [.. active.Select(k => vjp.Take(shape.Results[k]))];
            for (int k = 0; k < active.Length; k++) Carry(shape.Carried[active[k]].Variable, seeds[k].Bar);
            Adjoints before = vjp.bars;
            vjp.bars = before.Copy();
            List<Variable> outside = vjp.OutsideOf(shape.Loop);
            foreach (Variable variable in outside) vjp.bars.Set(variable, Carry(variable, before.Of(variable)), before.IsConditional(variable));

            foreach (int k in handed) CarryShadow(k);
            LoopTrip trip = Trip(builder);
            if (trip.Row is { } row) vjp.bars.Set(loop.Row, row);
            vjp.trips.Add(loop, trip);
            vjp.scope.Enter(shape.Prefix.Concat(shape.Trip.Statements));
            var provision = new TripProvision(vjp.plan, vjp.names, trip) { Rereading = vjp.rereading, IsInner = vjp.IsInner };
            Block body = provision.Provide(Reversed(trip, seeds, outside, builder.Nested()));
            body = body with { Statements = [.. trip.Index, .. body.Statements] };
            builder.Add(new Loop(new([.. results]), trip.Counter, new([.. carried]), body));
            vjp.trips.Remove(loop);
            vjp.scope.Leave();

            Adjoints after = vjp.bars;
            vjp.bars = before;
            for (int i = 0; i < outside.Count; i++)
            {
                vjp.bars.Set(outside[i], results[active.Length + i], after.IsConditional(outside[i]));
            }
            for (int k = 0; k < handed.Length; k++)
            {
                if (shape.Carried[handed[k]].Initial is not Variable first) continue;
                builder.Add(new Perform(Kernels.AddTo, [results[results.Count - handed.Length + k], vjp.shadows[first]]));
            }
            for (int k = 0; k < active.Length; k++)
            {
                if (shape.Carried[active[k]].Initial is Variable initial && vjp.HasBar(initial))
                {
                    vjp.bars.Accumulate(builder, initial, results[k], isConditional: after.IsConditional(shape.Carried[active[k]].Variable));
                }
            }
        }

        private void CarryShadow(int k)
        {
            Variable reference = shape.Carried[k].Variable, bar = vjp.names.Fresh(reference.BaseName + "Bar", reference.Type.Shadow());
            carried.Add(new Carried(bar, vjp.shadows[shape.Results[k]]));
            results.Add(vjp.names.Fresh(reference.BaseName + "Bar", reference.Type.Shadow()));
        }

        /// <summary>What the next trip has under one name, this one has under another, or makes; what it hands to none, nobody has read since.</summary>
        private void TakeShadows(Builder inner)
        {
            for (int k = 0; k < handed.Length; k++)
            {
                var next = (Variable)vjp.exchange.Viewed(shape.Trip.Yield[handed[k] + shape.Flags]);
                vjp.shadows[next] = carried[carried.Count - handed.Length + k].Variable;
            }
            foreach (int k in handed)
            {
                if (!vjp.shadows.ContainsKey(shape.Carried[k].Variable)) vjp.AddHanded(shape.Carried[k].Variable, inner);
            }
        }

        private Block Reversed(LoopTrip trip, Seed[] seeds, List<Variable> outside, Builder inner)
        {
            TakeShadows(inner);
            vjp.AddNumbered(shape.Carried.Select(static carried => carried.Variable), inner);
            vjp.AddShadows(shape.Trip, null, inner);
            for (int k = 0; k < active.Length; k++)
            {
                if (shape.Trip.Yield[active[k] + shape.Flags] is Variable yielded && vjp.HasBar(yielded))
                {
                    vjp.bars.Accumulate(inner, yielded, carried[k].Variable, isConditional: IsConditional(k, seeds[k]));
                }
            }
            for (int i = shape.Trip.Statements.Count - 1; i >= 0; i--)
            {
                bool decides = i == shape.Trip.Statements.Count - 1 && LoopShape.TailOf(shape.Trip) is not null;
                vjp.Reverse(shape.Trip.Statements[i], inner, decides ? trip : null);
            }
            return inner.Close([.. active.Select(k => vjp.bars.OrZero(shape.Carried[k].Variable)), .. outside.Select(vjp.bars.OrZero),
                .. handed.Select(k => vjp.shadows[shape.Carried[k].Variable])]);
        }

        /// <summary>Whether a trip's value may be one that neither the next trip nor what follows the loop reads.</summary>
        private bool IsConditional(int k, Seed seed) =>
            seed is { Bar: not null, IsConditional: true } || !Walk.ReadsOnEveryPath(shape.Trip, shape.Carried[active[k]].Variable);

        private Variable Carry(Variable variable, Operand? initial)
        {
            Variable bar = vjp.FreshBar(variable);
            carried.Add(new Carried(bar, initial ?? Constant.Zero(variable.Type)));
            results.Add(vjp.FreshBar(variable));
            return bar;
        }

        private LoopTrip Trip(Builder builder)
        {
            ReversedCounter reversed = shape.Loop.Counter is { } primal
                ? Counting.Reversed(builder, primal, vjp.names, vjp.ranges.Value.Of)
                : Backwards(builder);
            bool isRunning = loop.Rows == RowMode.Running;
            var trip = new LoopTrip(loop, reversed)
            {
                FirstRow = loop.Rows == RowMode.Counters ? loop.FirstRow(builder, outer => vjp.trips[outer].Number) : null,
                Row = isRunning ? vjp.names.Fresh("row", IrType.Int32) : null,
                RowBefore = isRunning ? (Variable)vjp.bars.Of(loop.Row)! : null,
            };
            if (loop.Left is not null) trip.Last = Counting.LastIf(builder, loop.Left, reversed.Counter.Start);
            return trip;
        }

        private ReversedCounter Backwards(Builder builder)
        {
            loop.Trips = vjp.names.Fresh("trips", IrType.Int32);
            if (shape.Breaks) loop.Left = vjp.names.Fresh("left", IrType.Bool);
            Operand last = Counting.Plus(builder, "last", loop.Trips, -1);
            Variable number = vjp.names.Fresh("trip", IrType.Int32);
            return new(new Counter(number, last, Constant.Of(0), -1, Inclusive: true), [], number);
        }
    }
}
