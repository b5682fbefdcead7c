using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using DeepMfg.AutoDiff.Generators.Transforms;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>What the documentation of generated members says.</summary>
internal static class Documentation
{
    /// <summary>How long the text of a loop may be that stands for it.</summary>
    private const int MaxWidth = 80;

    public static string Vjp(Signature signature, IReadOnlyList<string> bars)
    {
        string value = signature.Result is null ? $"Runs {Method(signature)} and pulls cotangents back into"
            : $"Value of {Method(signature)}; adds its pulled-back cotangent to";
        return $"{value} {List(bars.Select(Reference))}.";
    }

    public static string ForwardSweep(Signature signature, string tape) =>
        $"{(signature.Result is null ? "Runs" : "Value of")} {Method(signature)}; keeps on {Reference(tape)} what its reverse sweep needs.";

    public static string ReverseSweep(Signature signature, string tape, IReadOnlyList<string> bars) =>
        $"The reverse sweep of {Method(signature)}: takes from {Reference(tape)} what the last forward sweep kept there, and adds to "
        + $"{List(bars.Select(Reference))}.";

    public static string Jvp(Signature signature, IReadOnlyList<string> dots) =>
        $"{(signature.Result is null ? "Runs" : "Value of")} {Method(signature)}, and its tangent in the direction {List(dots.Select(Reference))}.";

    public static string Gradient(Signature signature, IReadOnlyList<Parameter> inputs) =>
        $"Value and gradient of {Method(signature)} in {Tuple([.. inputs.Select(static input => input.Name)])}.";

    public static string IntoBuffers(Signature signature, IReadOnlyList<string> gradients) =>
        $"Value of {Method(signature)}; overwrites {List(gradients.Select(Reference))} with its gradient.";

    public static string Jacobian(Signature signature, IEnumerable<Parameter> inputs) =>
        $"Jacobian of {Method(signature)}: a row for each number of the result, a column for each number of {Names(inputs)}.";

    public static string IntoJacobian(Signature signature, IEnumerable<Parameter> inputs, string jacobian) =>
        $"Overwrites {Reference(jacobian)} with the Jacobian of {Method(signature)} in {Names(inputs)}, row-major.";

    private static string Names(IEnumerable<Parameter> inputs) => List(inputs.Select(static input => Reference(input.Name)));

    public static string Objective(Signature signature) => signature.Result!.Leaf is { IsFloat: true }
        ? $"{Method(signature)} as a function of {Code(signature.Parameters[0].Name)} to be made small, with its gradient."
        : $"{Method(signature)} as residuals in {Code(signature.Parameters[0].Name)} whose squares are to be made small, with their Jacobian.";

    private static string Code(string name) => $"<c>{name}</c>";

    /// <summary>What one pass costs.</summary>
    public static string Forward(int inputs) =>
        $"Forward mode: {(inputs == 1 ? "a tangent travels" : $"{inputs} tangents travel")} along with the value. Tape: none.";

    /// <summary>How many bytes of tape a function takes, and where.</summary>
    public static string Tape(Function function)
    {
        List<Trips> loops = [];
        HashSet<Variable> tapes = [.. function.Statements.OfType<Let>().Where(IsTape).Select(static let => let.Target)];
        Trips method = new("") { Tapes = tapes };
        Survey(function.Body, method, loops);
        string[] costs = [.. loops.Prepend(method).SelectMany(static loop => loop.Costs)];
        if (function.Statements.Exists(static statement => statement is Call)) costs = [.. costs, "what each call keeps while it is reversed"];
        return $"Reverse mode. Tape: {(costs.Length == 0 ? "none" : string.Join("; ", costs))}.";
    }

    private sealed class Trips(string name)
    {
        public string Name => name;

        public int Bytes { get; set; }

        /// <summary>What is copied whole, as bytes an element.</summary>
        public List<string> Copies { get; } = [];

        /// <summary>What a trip takes, in bytes.</summary>
        public IEnumerable<string> Costs =>
            (Bytes > 0 ? Copies.Prepend($"{Bytes} bytes") : Copies)
            .Select(cost => Name.Length > 0 ? $"{cost} a trip of {Name}{(IsOfOnePass ? ", for one trip of the outermost loop" : "")}" : cost);

        /// <summary>Whether it stands in a loop both of whose sweeps are one pass, so that what one trip recorded is gone in the next.</summary>
        public bool IsOfOnePass { get; init; }

        public bool IsOnePass { get; init; }

        /// <summary>The storage that is recorded in.</summary>
        public required HashSet<Variable> Tapes { get; init; }
    }

    /// <summary>Whether storage is for values that trips record: what is the user's own begins with zeros, or has the user's name.</summary>
    private static bool IsTape(Let let) => let.Value is Alloc { Contents: not Contents.Zero } && let.Target.BaseName.EndsWith("Tape", StringComparison.Ordinal);

    /// <summary>Adds up what the loops of the reverse sweep read, which bear the user's text; last first, as that sweep runs.</summary>
    private static void Survey(Block block, Trips around, List<Trips> loops)
    {
        foreach (Statement statement in block.Statements.Reverse())
        {
            switch (statement)
            {
                case Let { Value: Load { Cell.Storage: Variable storage } load } when around.Tapes.Contains(storage): around.Bytes += Size(load.Type); break;
                // The forward sweep copies into them, and does not ask.
                case Let { Value: Slice { Storage: Variable rows } } let when around.Tapes.Contains(rows) && !IsFilled(let.Target): AddCopy(rows); break;
                case Let { Value: Alloc } let when around.Tapes.Contains(let.Target) && IsFilled(let.Target): AddCopy(let.Target); break;
                case If branch:
                    Survey(branch.Then, around, loops);
                    Survey(branch.Else, around, loops);
                    break;
                case Loop { Body: var body }: Inside(body); break;
            }

            bool IsFilled(Variable copy) =>
                block.Statements.Any(filling => filling is Perform { Kernel: Kernels.Copy, Arguments: [_, var target] } && target == copy);

            void AddCopy(Variable tape) =>
                around.Copies.Add($"{Size(tape.Type.Item!)} bytes an element of <c>{tape.BaseName.Substring(0, tape.BaseName.Length - "Tape".Length)}</c>");

            void Inside(Block body)
            {
                Trips loop = new(NameOf(statement))
                {
                    Tapes = around.Tapes, IsOnePass = statement.Origin.Text == OnePass.Heading, IsOfOnePass = around.IsOfOnePass || around.IsOnePass,
                };
                loops.Add(loop);
                Survey(body, loop, loops);
            }
        }
    }

    private static string NameOf(Statement loop)
    {
        string text = Comments.Lines(loop.Origin).LastOrDefault() ?? "";
        if (text.Length > MaxWidth) text = text.Substring(0, MaxWidth) + "…";
        return text.Length == 0 || text == OnePass.Heading ? "the loop" : $"<c>{text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</c>";
    }

    private static int Size(IrType type) => type.Element switch
    {
        Element.Float64 or Element.Int64 or Element.UInt64 => 8,
        Element.Bool or Element.Int8 or Element.UInt8 => 1,
        Element.Char or Element.Int16 or Element.UInt16 => 2,
        _ => 4,
    };

    private static string Method(Signature signature) => signature.Cref.Length > 0 ? $"<see cref=\"{signature.Cref}\"/>" : $"<c>{signature.Name}</c>";

    private static string Reference(string parameter) => $"<paramref name=\"{parameter.TrimStart('@')}\"/>";

    private static string Tuple(string[] names) => names.Length == 1 ? names[0] : $"({string.Join(", ", names)})";

    private static string List(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }
}
