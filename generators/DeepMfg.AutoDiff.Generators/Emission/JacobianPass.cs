using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>One way to fill a Jacobian: a JVP for each column, or a VJP for each row.</summary>
/// <param name="writer">Where the statements go.</param>
/// <param name="arguments">The method's parameters.</param>
/// <param name="inputs">The parameters whose numbers are the columns; the others' companions are zero.</param>
/// <param name="jacobian">The buffer.</param>
internal sealed class JacobianPass(CodeWriter writer, Arguments arguments, Parameter[] inputs, string jacobian)
{
    private readonly string index = arguments.Fresh("i");

    private Signature Signature => arguments.Signature;

    private IrType Scalar => JacobianMember.Scalar(Signature);

    public void ByColumns(string columns)
    {
        Dictionary<Parameter, string> dots = Companions("Dot", static parameter => parameter.Shape.Leaf is { IsFloat: true } ? "0" : null);
        string column = arguments.Fresh("column");
        Shape result = Signature.Result!;
        bool isSingle = result.Leaf is not null;
        writer.Line($"int {column} = 0;");
        foreach (Parameter input in inputs)
        {
            if (input.Shape.Leaf is { IsFloat: true })
            {
                dots[input] = "1";
                Column();
                dots[input] = "0";
            }
            else new Entries(arguments, input.Shape, dots[input]).EachAtOne(writer, Scalar, index, Column);
        }

        void Column()
        {
            string[] passed = [.. arguments.Passed(), .. arguments.Differentiable.Select(parameter => dots[parameter])];
            string tangent = $"{Signature.NameHere(JvpMember.Suffix)}{Signature.TypeParameters}({string.Join(", ", passed)}).Tangent";
            if (!isSingle)
            {
                string computed = tangent;
                tangent = arguments.Fresh("tangent");
                writer.Line($"{result.Type} {tangent} = {computed};");
            }
            new Entries(arguments, result, tangent).Put(writer, Scalar, $"{jacobian}, {column}++, {columns}");
        }
    }

    public void ByRows(string columns, string value)
    {
        Dictionary<Parameter, string> bars = Companions("Bar", static _ => null);
        Shape result = Signature.Result!;
        if (result.Leaf is { IsFloat: true })
        {
            Row("1", "0");
            return;
        }
        string cotangent = arguments.Fresh("cotangent"), row = arguments.Fresh("row");
        // Of a value with lengths the cotangent has the lengths of one that was computed.
        var given = new Parameter(value, result.Type, result);
        Declare(given, cotangent);
        writer.Line($"int {row} = 0;");
        new Entries(arguments, result, cotangent).EachAtOne(writer, Scalar, index, () => Row(cotangent, $"{row}++ * {columns}"));

        void Row(string seed, string first)
        {
            if (first != "0")
            {
                foreach (string line in inputs.SelectMany(input => Cleared(input, bars[input]))) writer.Line(line);
            }
            string[] passed = [.. arguments.Passed(), seed, .. bars.Select(static bar => Arguments.IsBuffer(bar.Key) ? bar.Value : "ref " + bar.Value)];
            writer.Line($"{Signature.NameHere(VjpMember.Suffix)}{Signature.TypeParameters}({string.Join(", ", passed)});");
            if (inputs is [var single])
            {
                new Entries(arguments, single.Shape, bars[single]).Put(writer, Scalar, $"{jacobian}, {first}, 1");
                return;
            }
            string type = $"{arguments.Library("JacobianEntries")}<{Literals.TypeName(Scalar)}>", entries = arguments.Fresh("entries");
            writer.Line($"{type} {entries} = new({jacobian}, {first}, 1);");
            foreach (Parameter input in inputs) new Entries(arguments, input.Shape, bars[input]).PutInto(writer, Scalar, entries);
        }
    }

    /// <summary>Variables of zeros for the parameters, but where a literal stands for one.</summary>
    private Dictionary<Parameter, string> Companions(string ending, Func<Parameter, string?> literal)
    {
        Dictionary<Parameter, string> companions = [];
        foreach (Parameter parameter in arguments.Differentiable)
        {
            companions[parameter] = literal(parameter) ?? arguments.Fresh(parameter.Name + ending);
            if (literal(parameter) is null) Declare(parameter, companions[parameter]);
        }
        return companions;
    }

    private IEnumerable<string> Cleared(Parameter parameter, string bar) => Arguments.IsBuffer(parameter)
        ? [$"{arguments.Library("GradientBuffers")}.Clear({bar});"] : GradientMember.Cleared(arguments, parameter, bar);

    private void Declare(Parameter of, string name) => writer.Line(GradientMember.Declared(arguments, of, name));
}
