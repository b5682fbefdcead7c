using Microsoft.CodeAnalysis;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>
/// Lowers chains of choices: <c>else if</c>, the cases of a switch, statements that may return. Each link stands in the arm in which those before
/// it were not taken. A long chain would nest as deeply as it is long, so it is cut: where no link of a piece is taken a flag is set, and the next
/// piece stands behind the piece, under that flag.
/// </summary>
internal sealed class Chains(BodyLowering body)
{
    /// <summary>How many links nest in one another.</summary>
    public const int Longest = 100;

    public Completion Lower(StatementChain chain, Func<Completion> rest)
    {
        if (chain.Count <= Longest) return Nested(chain, 0, chain.End, rest);
        string origin = body.Block.Origin;
        Slot isOpen = body.DeclareFlag("isOpen");
        return body.Statements.Then(Nested(chain, 0, Open, static () => Completion.Always), () => Behind(Longest), chain.At);

        Completion Open()
        {
            body.Set(isOpen, true);
            return Completion.Always;
        }

        Completion Behind(int from)
        {
            body.Block.Origin = origin;
            bool isLast = chain.Count - from <= Longest;
            return body.Statements.Choose(
                body.Flag(isOpen),
                () => Piece(from, isLast ? chain.End : Open),
                static () => Completion.Always,
                isLast ? rest : () => Behind(from + Longest),
                chain.At);
        }

        Completion Piece(int from, Func<Completion> end)
        {
            body.Set(isOpen, false);
            return Nested(chain, from, end, static () => Completion.Always);
        }
    }

    private static Completion Nested(StatementChain chain, int from, Func<Completion> end, Func<Completion> rest)
    {
        int to = Math.Min(from + Longest, chain.Count);
        return Link(from, rest);

        Completion Link(int number, Func<Completion> behind) =>
            chain.Link(number, number + 1 == to ? end : () => Link(number + 1, static () => Completion.Always), behind);
    }

    public Value? Lower(ValueChain chain)
    {
        if (chain.Count == 0) return chain.End();
        if (chain.Count <= Longest) return Nested(chain, 0, chain.End);
        Slot isOpen = body.DeclareFlag("isOpen"), result = chain.Result();
        Value? value = Nested(chain, 0, Open);
        for (int from = Longest; from < chain.Count; from += Longest)
        {
            (int start, Value? before) = (from, value);
            Func<Value?> end = chain.Count - from <= Longest ? chain.End : Open;
            value = new ChoiceLowering(body).Choose(body.Flag(isOpen), () => Piece(start, end), () => before, result, chain.At);
        }
        return value;

        Value Open()
        {
            body.Set(isOpen, true);
            return BodyLowering.Dummy(result.Shape);
        }

        Value? Piece(int from, Func<Value?> end)
        {
            body.Set(isOpen, false);
            return Nested(chain, from, end);
        }
    }

    private static Value? Nested(ValueChain chain, int from, Func<Value?> end)
    {
        int to = Math.Min(from + Longest, chain.Count);
        return Link(from);

        Value? Link(int number) => chain.Link(number, number + 1 == to ? end : () => Link(number + 1));
    }
}

/// <summary>A chain of statements.</summary>
/// <param name="Count">How many links it has.</param>
/// <param name="Link">Lowers a link by its number, from what stands in its other arm and what follows.</param>
/// <param name="End">What happens where none is taken.</param>
/// <param name="At">Where it stands.</param>
internal sealed record StatementChain(int Count, Func<int, Func<Completion>, Func<Completion>, Completion> Link, Func<Completion> End, SyntaxNode At);

/// <summary>A chain of values; an arm that throws has none.</summary>
/// <param name="Count">How many links it has.</param>
/// <param name="Link">Lowers a link by its number, from what gives the value in its other arm.</param>
/// <param name="End">The value where none is taken.</param>
/// <param name="Result">What holds the value of a piece.</param>
/// <param name="At">Where it stands.</param>
internal sealed record ValueChain(int Count, Func<int, Func<Value?>, Value?> Link, Func<Value?> End, Func<Slot> Result, SyntaxNode At);
