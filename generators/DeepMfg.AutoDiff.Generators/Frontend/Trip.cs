using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A counted loop by its parts.</summary>
internal sealed record CountedLoop(ILoopOperation Loop, Slot Index, Operand Bound)
{
    public long Step { get; init; } = 1;

    public bool IsInclusive { get; init; }

    /// <summary>What begins a trip: the element that <c>foreach</c> gives.</summary>
    public Action Begin { get; init; } = static () => { };

    /// <summary>What ends a trip besides the step of the index.</summary>
    public Action End { get; init; } = static () => { };
}

/// <summary>A loop that is not counted, by its parts.</summary>
internal sealed record Trip(ILoopOperation Loop, IOperation? Condition, bool ConditionAtEnd, IReadOnlyList<IOperation> Step)
{
    /// <summary>The condition, where it is not the user's.</summary>
    public Func<Operand>? Test { get; init; }

    public Action Begin { get; init; } = static () => { };

    public Action Advance { get; init; } = static () => { };

    /// <summary>What follows the loop, however it was left.</summary>
    public Action After { get; init; } = static () => { };

    /// <summary>Variables that are not the user's.</summary>
    public IReadOnlyList<Slot> Hidden { get; init; } = [];

    public static Trip Of(IForLoopOperation loop) => new(loop, loop.Condition, ConditionAtEnd: false, loop.AtLoopBottom);

    public static Trip Of(IWhileLoopOperation loop) => new(loop, loop.Condition, !loop.ConditionIsTop, []);

    /// <summary>A counted loop that may be left in the middle.</summary>
    public static Trip Of(CountedLoop loop, BodyLowering body) => new(loop.Loop, null, ConditionAtEnd: false, [])
    {
        Test = () => body.Let("condition", Primitives.OfOperator("<", 2)!, [body.Flag(loop.Index), loop.Bound], loop.Loop.Syntax),
        Begin = loop.Begin,
        Advance = () => body.Environment[loop.Index] = Value.Of(
            body.Let(loop.Index.Name, Primitives.OfOperator("+", 2)!, [body.Flag(loop.Index), Constant.Of(1)], loop.Loop.Syntax)),
        Hidden = [loop.Index],
    };
}
