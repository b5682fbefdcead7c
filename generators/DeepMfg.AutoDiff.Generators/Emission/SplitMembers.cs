using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary><c>R MForward(…, Tape tape)</c> and <c>void MReverse(…, Tape tape, R cotangent, ref T pBar, …)</c></summary>
internal static class SplitMembers
{
    public const string ForwardSuffix = "Forward", ReverseSuffix = "Reverse";

    public static IEnumerable<Member> Of(Derived derived, Sweeps sweeps) => [Forward(derived, sweeps), Reverse(derived, sweeps)];

    private static Member Forward(Derived derived, Sweeps sweeps)
    {
        Signature signature = derived.Signature;
        var arguments = new Arguments(signature);
        string tape = arguments.Fresh("tape");
        var function = new FunctionWriter(signature, sweeps.Forward, new HelperClass(derived)) { Tape = tape };
        function.TakeOwn(arguments);
        function.Keep(sweeps.Kept);
        return new Member(signature, ForwardSuffix)
        {
            StaysCall = IsNest(sweeps.Forward),
            Summary = Documentation.ForwardSweep(signature, tape),
            Remarks = "",
            Result = signature.Result?.Type ?? "void",
            Parameters = [.. arguments.Declared(atEnd: false), $"{arguments.Library("Tape")} {tape}"],
            Body = writer => function.Write(writer, arguments.Names, values => signature.Result is { } shape ? Values.Write(shape, new(values)) : ""),
        };
    }

    private static Member Reverse(Derived derived, Sweeps sweeps)
    {
        Signature signature = derived.Signature;
        var arguments = new Arguments(signature);
        string tape = arguments.Fresh("tape");
        var function = new FunctionWriter(signature, sweeps.Reverse, new HelperClass(derived)) { Kept = tape };
        function.TakeParameters(arguments);
        function.Pop(sweeps.Kept, tape);
        List<string> parameters = [.. arguments.Declared(atEnd: false), $"{arguments.Library("Tape")} {tape}"];
        List<string> bars = VjpMember.TakeCompanions(function, arguments, parameters);
        return new Member(signature, ReverseSuffix)
        {
            StaysCall = IsNest(sweeps.Reverse),
            Summary = Documentation.ReverseSweep(signature, tape, bars),
            Remarks = Documentation.Tape(sweeps.Reverse),
            Result = "void",
            Parameters = parameters,
            Body = writer => function.Write(writer, arguments.Names, static _ => ""),
        };
    }

    /// <summary>
    /// Whether there are loops in loops. Sweeps of several methods stand one behind the other in what calls them, and if all were taken in, the inner loops
    /// would find no register free: a call costs less.
    /// </summary>
    private static bool IsNest(Function sweep) =>
        sweep.Statements.OfType<Loop>().Any(static loop => Walk.All(loop.Body).Any(static statement => statement is Loop));
}
