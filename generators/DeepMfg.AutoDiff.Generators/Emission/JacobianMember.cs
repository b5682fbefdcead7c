using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary><c>T[,] MJacobian(…)</c> and <c>void MJacobian(…, Span&lt;T&gt; jacobian)</c>: JVPs column by column, or VJPs row by row.</summary>
internal static class JacobianMember
{
    public const string Suffix = "Jacobian";

    public static IEnumerable<Member> Of(Derived derived) => [New(derived.Signature), IntoBuffer(derived.Signature)];

    private static Member New(Signature signature)
    {
        var arguments = new Arguments(signature);
        IrType scalar = Scalar(signature);
        string type = Literals.TypeName(scalar);
        return new Member(signature, Suffix)
        {
            Summary = Documentation.Jacobian(signature, arguments.Inputs),
            Remarks = "",
            Result = $"{type}[,]",
            Parameters = [.. arguments.Declared(atEnd: true)],
            Body = writer =>
            {
                WriteNullChecks(arguments, writer);
                string value = arguments.Fresh("value"), jacobian = arguments.Fresh("jacobian");
                (string rows, string columns) = (Rows(arguments, value, writer), Sum(Columns(arguments, [.. arguments.Inputs])));
                writer.Line($"{type}[,] {jacobian} = new {type}[{rows}, {columns}];");
                string[] passed = [.. arguments.Passed(), $"{arguments.Library("GradientBuffers")}.Entries<{type}>({jacobian})"];
                writer.Line($"{signature.NameHere(Suffix)}{signature.TypeParameters}({string.Join(", ", passed)});");
                writer.Line($"return {jacobian};");
            },
        };
    }

    private static Member IntoBuffer(Signature signature)
    {
        var arguments = new Arguments(signature);
        string jacobian = arguments.Fresh("jacobian");
        return new Member(signature, Suffix)
        {
            Summary = Documentation.IntoJacobian(signature, arguments.Inputs, jacobian),
            Remarks = "",
            Result = "void",
            IsCalled = true,
            Parameters = [.. arguments.Declared(atEnd: false), $"{arguments.TypeName(IrType.Storage(Scalar(signature)))} {jacobian}"],
            Body = writer =>
            {
                WriteNullChecks(arguments, writer);
                Fill(writer, arguments, [.. arguments.Inputs], jacobian);
            },
        };
    }

    private static void WriteNullChecks(Arguments arguments, CodeWriter writer)
    {
        foreach (Parameter parameter in arguments.Signature.Parameters.Where(static parameter => parameter.IsAlwaysRead))
        {
            writer.Line(arguments.NullCheck(Arguments.Text(parameter)));
        }
    }

    /// <summary>Writes what overwrites a buffer with the Jacobian in these inputs.</summary>
    public static void Fill(CodeWriter writer, Arguments arguments, Parameter[] inputs, string jacobian)
    {
        var pass = new JacobianPass(writer, arguments, inputs, jacobian);
        string value = arguments.Fresh("value"), rows = arguments.Fresh("rows"), columns = arguments.Fresh("columns");
        string rowCount = Rows(arguments, value, writer);
        writer.Line($"int {rows} = {rowCount}, {columns} = {Sum(Columns(arguments, inputs))};");
        string exception = arguments.Library("System", "ArgumentException");
        writer.Line($"if ({jacobian}.Length != {rows} * {columns})");
        string message = $"{jacobian} must have {{{rows}}} rows of {{{columns}}} numbers, not {{{jacobian}.Length}} numbers.";
        writer.Line($"    throw new {exception}($\"{message}\", nameof({jacobian}));");
        if (arguments.Signature.IsByColumns is { } byColumns)
        {
            if (byColumns) pass.ByColumns(columns);
            else pass.ByRows(columns, value);
        }
        else
        {
            writer.Line($"if ({columns} <= {rows})");
            writer.Open();
            pass.ByColumns(columns);
            writer.Close();
            writer.Line("else");
            writer.Open();
            pass.ByRows(columns, value);
            writer.Close();
        }
    }

    public static IrType Scalar(Signature signature)
    {
        IrType leaf = signature.Result!.Leaves().First(static leaf => leaf.IsReal).Leaf!;
        while (leaf.Item is { } item) leaf = item;
        return leaf;
    }

    /// <summary>How many numbers the result has; where lengths say that, after the value has been computed.</summary>
    private static string Rows(Arguments arguments, string value, CodeWriter writer)
    {
        Signature signature = arguments.Signature;
        var entries = new Entries(arguments, signature.Result!, value);
        if (signature.Result!.Numbers is null || signature.Result.HasRecord)
        {
            writer.Line($"{signature.Result!.Type} {value} = {signature.Name}{signature.TypeParameters}({string.Join(", ", arguments.Passed())});");
        }
        return Sum(entries.Counts());
    }

    private static IEnumerable<string> Columns(Arguments arguments, Parameter[] inputs) =>
        inputs.SelectMany(input => new Entries(arguments, input.Shape, Arguments.Text(input)).Counts());

    private static string Sum(IEnumerable<string> counts)
    {
        string[] all = [.. counts];
        string[] fixedCounts = [.. all.Where(static count => int.TryParse(count, out _))];
        string[] others = [.. all.Except(fixedCounts)];
        return fixedCounts.Length == 0 ? string.Join(" + ", others) : string.Join(" + ", [.. others, $"{fixedCounts.Sum(int.Parse)}"]);
    }
}
