using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// <c>readonly struct MObjective : IObjective&lt;T&gt;</c> or <c>IResiduals&lt;T&gt;</c>: the method as a function of its first parameter, the others kept.
/// </summary>
internal sealed class ObjectiveType
{
    public const string Suffix = "Objective";

    private readonly Signature signature;
    private readonly CodeWriter writer;
    private readonly Parameter point;
    private readonly string name, scalar, read, write;

    private ObjectiveType(Signature signature, CodeWriter writer)
    {
        this.signature = signature;
        this.writer = writer;
        name = signature.Name + Suffix;
        point = signature.Parameters[0];
        var arguments = new Arguments(signature);
        IrType type = JacobianMember.Scalar(signature);
        scalar = Literals.TypeName(type);
        read = arguments.TypeName(IrType.Storage(type, 1, StorageForm.ReadOnlySpan));
        write = arguments.TypeName(IrType.Storage(type));
    }

    /// <summary>Whether there is a member that gives the Jacobian in the first parameter.</summary>
    private bool HasJacobian { get; init; }

    private IEnumerable<Parameter> Kept => signature.Parameters.Skip(1);

    public static void Write(Derived derived, CodeWriter writer) => new ObjectiveType(derived.Signature, writer)
    {
        HasJacobian = derived.Produce.HasFlag(Produce.Jacobian) && new Arguments(derived.Signature).Inputs.Count() == 1,
    }.Write();

    private void Write()
    {
        bool isScalar = signature.Result!.Leaf is { IsFloat: true };
        string contract = $"{new Arguments(signature).Library(isScalar ? "IObjective" : "IResiduals")}<{scalar}>";
        string types = string.Join(", ", signature.Parameters.Skip(1).Select(static parameter => $"{parameter.Type} {NameTable.Escaped(parameter.Name)}"));
        writer.Line();
        writer.Line($"/// <summary>{Documentation.Objective(signature)}</summary>");
        writer.Line(SourceFile.MarksOf(signature.QualifyNames));
        if (signature.Obsolete.Length > 0) writer.Line(signature.Obsolete);
        writer.Line($"{signature.Accessibility} readonly struct {name}{signature.TypeParameters} : {contract}");
        if (signature.Constraints.Length > 0) writer.Line("    " + signature.Constraints);
        writer.Open();
        foreach (Parameter parameter in Kept) writer.Line($"private readonly {FieldType(parameter)} {NameTable.Escaped(parameter.Name)};");
        if (Kept.Any())
        {
            writer.Line();
            writer.Line("/// <summary>Keeps what stays the same; of a span a copy.</summary>");
            writer.Line($"public {name}({types})");
            writer.Open();
            foreach (Parameter parameter in Kept)
            {
                string text = NameTable.Escaped(parameter.Name);
                writer.Line($"this.{text} = {text}{(IsSpan(parameter) ? ".ToArray()" : "")};");
            }
            writer.Close();
            writer.Line();
        }
        if (isScalar) WriteObjective();
        else WriteResiduals();
        writer.Close();
    }

    private void WriteObjective() => Method($"{scalar} ValueAndGradient", "gradient", (arguments, gradient) =>
    {
        string length = point.Shape.Leaf!.IsStorage ? $"{NameTable.Escaped(point.Name)}.Length" : "1";
        string exception = arguments.Library("System", "ArgumentException");
        writer.Line($"if ({gradient}.Length != {length}) throw new {exception}(\"{gradient} must have a number for each of the point.\", nameof({gradient}));");
        writer.Line($"{arguments.Library("GradientBuffers")}.Zero({gradient});");
        List<string> bars = [point.Shape.Leaf.IsStorage ? gradient : $"ref {gradient}[0]"];
        foreach (Parameter other in arguments.Differentiable.Where(parameter => parameter != point))
        {
            string bar = arguments.Fresh(other.Name + "Bar");
            writer.Line(GradientMember.Declared(arguments, other, bar));
            bars.Add(Arguments.IsBuffer(other) ? bar : "ref " + bar);
        }
        writer.Line($"return {signature.NameHere(VjpMember.Suffix)}{signature.TypeParameters}({string.Join(", ", [.. arguments.Passed(), "1", .. bars])});");
    });

    private void WriteResiduals()
    {
        string call = $"{signature.Name}{signature.TypeParameters}";
        Method("int Count", "", (arguments, _) => writer.Line($"return {call}({string.Join(", ", arguments.Passed())}).Length;"));
        writer.Line();
        Method("void Residuals", "residuals", (arguments, residuals) =>
        {
            string value = arguments.Fresh("value");
            writer.Line($"{signature.Result!.Type} {value} = {call}({string.Join(", ", arguments.Passed())});");
            string exception = arguments.Library("System", "ArgumentException");
            writer.Line($"if ({residuals}.Length != {value}.Length)");
            writer.Line($"    throw new {exception}($\"{residuals} must have {{{value}.Length}} numbers, not {{{residuals}.Length}}.\", nameof({residuals}));");
            writer.Line($"{value}.CopyTo({residuals});");
        });
        writer.Line();
        Method("void Jacobian", "jacobian", (arguments, jacobian) =>
        {
            if (!HasJacobian) JacobianMember.Fill(writer, arguments, [point], jacobian);
            else writer.Line($"{signature.Name}{JacobianMember.Suffix}{signature.TypeParameters}({string.Join(", ", [.. arguments.Passed(), jacobian])});");
        });
    }

    /// <summary>A method of the interface; inside it the point has the name and the type that it has in the user's method.</summary>
    private void Method(string head, string buffer, Action<Arguments, string> body)
    {
        var arguments = new Arguments(signature);
        string own = NameTable.Escaped(point.Name), given = point.Shape.Leaf is { Form: StorageForm.ReadOnlySpan } ? own : arguments.Fresh("x");
        if (buffer.Length > 0) buffer = arguments.Fresh(buffer);
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public {head}({read} {given}{(buffer.Length > 0 ? $", {write} {buffer}" : "")})");
        writer.Open();
        if (given != own) writer.Line(point.Shape.Leaf!.IsStorage ? $"{scalar}[] {own} = {given}.ToArray();" : $"{scalar} {own} = {Only(arguments, given)};");
        if (signature.ChecksOverflow)
        {
            writer.Line("unchecked");
            writer.Open();
        }
        body(arguments, buffer);
        if (signature.ChecksOverflow) writer.Close();
        writer.Close();
    }

    private static string Only(Arguments arguments, string x) =>
        $"{x}.Length == 1 ? {x}[0] : throw new {arguments.Library("System", "ArgumentException")}(\"{x} must have one number.\", nameof({x}))";

    private static bool IsSpan(Parameter parameter) => ItemOf(parameter) is not null;

    private static string FieldType(Parameter parameter) => ItemOf(parameter) is { } item ? item + "[]" : parameter.Type;

    /// <summary>The type of a span's elements, which no field can hold but in an array; nothing of other types.</summary>
    private static string? ItemOf(Parameter parameter)
    {
        foreach (string span in (string[])["global::System.ReadOnlySpan<", "global::System.Span<"])
        {
            if (!parameter.Type.StartsWith(span, StringComparison.Ordinal)) continue;
            return parameter.Type.Substring(span.Length, parameter.Type.Length - span.Length - 1);
        }
        return null;
    }
}
