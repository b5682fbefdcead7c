using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms;

/// <summary>
/// Calls that the reverse sweep makes again: they stay calls, whose pullback computes the callee's values once more from what it was given, so that of
/// them nothing else is kept.
/// </summary>
internal static class Checkpoints
{
    /// <summary>Whether a program's reverse sweep makes calls again.</summary>
    public static bool In(Program program) => program.Callees.Prepend(program.Main).Any(static function => function.Statements.Exists(IsOne));

    private static bool IsOne(Statement statement) => statement is Call { IsCheckpoint: true };

    /// <summary>
    /// What is done twice must do nothing but compute, what it gives must be its own, and what it reads of objects must still be what it was when the reverse
    /// sweep reads it again.
    /// </summary>
    /// <exception cref="NotDerivableException">That is not so.</exception>
    public static void Check(Function caller, IReadOnlyDictionary<string, Function> callees, bool isGeneric)
    {
        List<Statement> all = caller.Statements;
        if (!all.Exists(IsOne)) return;
        Memory memory = Memory.Of(caller);
        Statement? change = all.Find(statement => Effects.WritesOutside(statement)
            || statement is not Opaque && Effects.Written(statement).Any(memory.IsForeign));
        foreach (Call call in all.Where(IsOne).Cast<Call>())
        {
            // What a generic method calls may name its types in any text, which a function beside it could not.
            if (isGeneric) throw Refused(call, $"A checkpoint in a generic method, of '{call.Callee}',", "leave the checkpoint out");
            Function callee = callees[call.Callee];
            if (callee.Rule is not null) continue;
            Check(call, callee);
            Statement? read = change is null ? null : callee.Statements.Find(static statement => statement is Opaque { Text.Reads: true });
            if (read is null) continue;
            throw Refused(
                call, $"A checkpoint of '{call.Callee}', which reads an object in '{read.Origin.Text}' that '{change!.Origin.Text}' may change,",
                "give it what it reads as arguments");
        }
    }

    private static void Check(Call call, Function callee)
    {
        if (callee.Statements.Find(static statement => statement is Opaque { Text: { Pure: false, Throws: false, Reads: false } }) is { } effect)
        {
            string what = effect.Origin.Text.Length > 0 ? $", for '{effect.Origin.Text}'," : "";
            throw Refused(call, $"A checkpoint of '{callee.Name}', which does more than compute{what}", "leave the checkpoint out");
        }
        Memory memory = Memory.Of(callee);
        if (callee.Body.Yield.OfType<Variable>().Any(given => given.Type.IsStorage && callee.Parameters.Any(parameter => memory.MayBeOne(given, parameter))))
        {
            throw Refused(call, $"A checkpoint of '{callee.Name}', which returns an array that it was given,", "return a copy, or nothing");
        }
    }

    private static NotDerivableException Refused(Call call, string what, string instead) => new(what, call.Origin.Text, instead);
}
