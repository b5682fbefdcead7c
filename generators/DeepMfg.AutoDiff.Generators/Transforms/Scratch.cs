using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Storage that nobody outside the function sees needs no array of its own: it is taken of the thread's memory. What a loop makes anew on
/// each trip, in one size, is made once before the loop and cleared on each trip.
/// </summary>
internal static class Scratch
{
    public static Function Of(Function function) =>
        function.Statements.Exists(static statement => statement is Let { Value: Alloc { Contents: not Contents.Rows } })
            ? Hoisted(AsSpans(function, [])) : function;

    /// <summary>The function with spans for the arrays of which it is handed nothing but the elements.</summary>
    public static Function TakingSpans(Function function) => AsSpans(function, function.Parameters);

    /// <summary>Arrays that only spans need to refer to are spans; of the parameters those that may be.</summary>
    private static Function AsSpans(Function function, IReadOnlyCollection<Variable> parameters)
    {
        Regions regions = Regions.Of(function);
        HashSet<Variable> seen =
            [.. function.Parameters.Except(parameters).Where(static parameter => parameter.Type.Form == StorageForm.Array).Select(regions.Of)];
        foreach (Operand operand in function.Body.Yield) See(operand);
        List<Statement> all = function.Statements;
        // What nobody reads or writes was made to throw where its size is negative.
        HashSet<Variable> used = [.. all.SelectMany(static statement => statement.Operands).OfType<Variable>()
            .Concat(parameters).Where(static operand => operand.Type.IsStorage).Select(regions.Of)];
        foreach (Statement statement in all)
        {
            switch (statement)
            {
                case Opaque or Call:
                    // A span that is handed to foreign code refers to no array that it could keep.
                    foreach (Operand operand in statement.Operands.Where(static operand => operand.Type.Form == StorageForm.Array)) See(operand);
                    foreach (Variable result in statement.Targets) See(result);
                    break;
                case Store { Value: var value }: See(value); break;
                case Let { Value: Load } let: See(let.Target); break;
            }
        }
        var copier = new Copier(names: null);
        bool renames = false;
        foreach (Variable variable in all.SelectMany(static statement => statement.Targets.Concat(statement.Bound)).Concat(parameters))
        {
            if (variable.Type is { Form: StorageForm.Array, Rank: 1 or 2, Item.IsStorage: false } type && !seen.Contains(regions.Of(variable))
                && used.Contains(regions.Of(variable)))
            {
                copier.Rename(variable, new Variable(variable.Name, type.IsVector ? type.Shadow() : type with { Form = StorageForm.Table }));
                renames = true;
            }
        }
        return !renames ? function : function with
        {
            Parameters = function.Parameters.Map(parameter => (Variable)copier.Copy((Operand)parameter)), Body = Typed(copier.Copy(function.Body)),
        };

        void See(Operand operand)
        {
            if (operand is Variable { Type.IsStorage: true } variable) seen.Add(regions.Of(variable));
        }
    }

    /// <summary>What makes a reference has the type of the reference.</summary>
    private static Block Typed(Block block) => block with
    {
        Statements = block.Statements.Map(static statement => statement switch
        {
            Let { Value: Alloc alloc } let when alloc.Type != let.Target.Type => let with { Value = alloc with { Type = let.Target.Type } },
            Let { Value: View view } let when view.Type != let.Target.Type => let with { Value = view with { Type = let.Target.Type } },
            If branch => branch with { Then = Typed(branch.Then), Else = Typed(branch.Else) },
            Loop loop => loop with { Body = Typed(loop.Body) },
            _ => statement,
        }),
    };

    private static Function Hoisted(Function function)
    {
        var hoisting = new Hoisting(Walk.NamesOf(function), Regions.Of(function));
        return function with { Body = hoisting.Inside(function.Body) };
    }

    /// <summary>Moves what trips make in front of their loop, innermost loops first.</summary>
    private sealed class Hoisting(NameSupply names, Regions regions)
    {
        public Block Inside(Block block)
        {
            var builder = new Builder(names);
            foreach (Statement statement in block.Statements)
            {
                switch (statement)
                {
                    case If branch: builder.Add(branch with { Then = Inside(branch.Then), Else = Inside(branch.Else) }); break;
                    case Loop loop: Add(loop with { Body = Inside(loop.Body) }, builder); break;
                    default: builder.Add(statement); break;
                }
            }
            return builder.Close(block.Yield);
        }

        private void Add(Loop loop, Builder builder)
        {
            List<Statement> made = Walk.All(loop.Body).FindAll(static statement =>
                statement is Let { Value: Alloc { Type.Form: StorageForm.Span or StorageForm.Table, Contents: not Contents.Rows } });
            if (made.Count == 0)
            {
                builder.Add(loop);
                return;
            }
            var invariants = new Invariants(loop);
            Dictionary<Statement, Alloc> moved = new(ReferenceComparer.Instance);
            HashSet<Variable> handed = [.. loop.Bound.Where(static variable => variable.Type.IsStorage).Select(regions.Of)];
            foreach (Let let in made.Cast<Let>())
            {
                var alloc = (Alloc)let.Value;
                if (handed.Contains(regions.Of(let.Target)) || !alloc.Sizes.All(invariants.Has)) continue;
                var before = new Copier(names: null);
                foreach (Operand size in alloc.Sizes) invariants.Compute(size, before, builder);
                builder.Add(new Let(let.Target, (Expression)before.Copy(alloc with { Contents = Contents.Unspecified })));
                moved.Add(let, alloc);
            }
            builder.Add(moved.Count == 0 ? loop : loop with { Body = Without(loop.Body, moved) });
        }

        private static Block Without(Block block, Dictionary<Statement, Alloc> moved)
        {
            List<Statement> statements = [];
            foreach (Statement statement in block.Statements)
            {
                if (moved.TryGetValue(statement, out Alloc? alloc))
                {
                    if (alloc.Contents == Contents.Zero) statements.Add(new Perform(Kernels.Clear, [((Let)statement).Target]) { Origin = statement.Origin });
                    continue;
                }
                statements.Add(statement switch
                {
                    If branch => branch with { Then = Without(branch.Then, moved), Else = Without(branch.Else, moved) },
                    Loop loop => loop with { Body = Without(loop.Body, moved) },
                    _ => statement,
                });
            }
            return block with { Statements = statements.ToEquatableArray() };
        }
    }
}
