using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>The nested class of the functions that a method's derivatives call, and the names that they have there.</summary>
internal sealed class HelperClass
{
    private readonly Derived derived;
    private readonly Dictionary<string, string> names = [];
    private readonly Dictionary<string, Sweep> parts = [];
    private readonly string name;
    private readonly HashSet<string> recursive;

    public HelperClass(Derived derived)
    {
        this.derived = derived;
        name = derived.Signature.HelperName;
        recursive = CallGraph.Recursive(derived.Helpers);
        HashSet<string> taken = [name];
        foreach (Function helper in derived.Helpers)
        {
            parts.Add(helper.Name, helper.Part);
            names.Add(helper.Name, Unique(Identifier(helper.Name) + Overload(derived.Signature.HintName), "_", taken));
        }
    }

    /// <summary>What calls the function of that name in the IR.</summary>
    public (string Name, Sweep Part) CallOf(string function) => ($"{name}.{names[function]}", parts[function]);

    public void Write(CodeWriter writer)
    {
        if (derived.Helpers.IsEmpty) return;
        writer.Line();
        writer.Line($"/// <summary>What the derivatives of <c>{derived.Signature.Name}</c> call.</summary>");
        writer.Line(SourceFile.MarksOf(derived.Signature.QualifyNames));
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        writer.Line($"private static partial class {name}");
        writer.Open();
        for (int i = 0; i < derived.Helpers.Count; i++)
        {
            if (i > 0) writer.Line();
            if (derived.Signature.Obsolete.Length > 0) writer.Line(derived.Signature.Obsolete);
            Write(derived.Helpers[i], writer);
        }
        writer.Close();
    }

    private void Write(Function helper, CodeWriter writer)
    {
        HashSet<string> taken = [.. NameTable.Reserved];
        (Variable Variable, string Text)[] parameters =
            [.. helper.Parameters.Select(parameter => (parameter, NameTable.Escaped(Unique(parameter.BaseName, "", taken))))];
        List<ParameterPlace> places = [.. parameters.Select(static parameter => new ParameterPlace(parameter.Variable, parameter.Text, PlaceKind.Value))];
        List<string> list = [.. parameters.Select(static parameter => $"{Literals.TypeName(parameter.Variable.Type)} {parameter.Text}")];
        string tape = helper.Part == Sweep.None ? "" : Unique("tape", "", taken);
        if (tape.Length > 0) list.Add($"in {(derived.Signature.QualifyNames ? "global::DeepMfg.AutoDiff." : "")}Tape {tape}");
        string[] results = [.. helper.Body.Yield.Select(static operand => Literals.TypeName(operand.Type))];
        string result = results.Length switch { 0 => "void", 1 => results[0], _ => $"({string.Join(", ", results)})" };
        writer.Line($"public static {result} {names[helper.Name]}({string.Join(", ", list)})");
        writer.Open();
        if (derived.Signature.ChecksOverflow)
        {
            writer.Line("unchecked");
            writer.Open();
        }
        if (recursive.Contains(helper.Name))
        {
            writer.Line(tape.Length > 0 ? $"{tape}.EnsureStack();"
                : "global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();");
        }
        IEnumerable<string> used = [.. names.Values, name, tape, .. parameters.Select(static parameter => parameter.Text.TrimStart('@'))];
        var outputs = new Outputs([.. results.Select(static _ => (Variable?)null)], []);
        WritingPlan plan = WritingPlan.Of(helper, places, outputs, used, derived.Signature) with
        {
            CallOf = CallOf, Kept = tape, Tape = helper.Part == Sweep.Forward ? tape : "",
        };
        new BodyWriter(writer, plan, static values => new([], values.Count switch
        {
            0 => "",
            1 => values[0],
            _ => $"({string.Join(", ", values)})",
        })).Write();
        if (derived.Signature.ChecksOverflow) writer.Close();
        writer.Close();
    }

    private static string Unique(string wanted, string separator, HashSet<string> taken)
    {
        string unique = wanted;
        for (int i = 2; !taken.Add(unique); i++) unique = wanted + separator + i;
        return unique;
    }

    /// <summary>The last part of a function's name, without what C# does not allow in one.</summary>
    private static string Identifier(string function)
    {
        string plain = new([.. function.Where(static c => char.IsLetterOrDigit(c) || c is '_' or '.')]);
        string last = plain.Substring(plain.LastIndexOf('.') + 1);
        return last.Length == 0 || char.IsDigit(last[0]) ? "_" + last : last;
    }

    /// <summary>Overloads share the class: all but the first number what is theirs.</summary>
    public static string Overload(string hintName)
    {
        string last = hintName.Substring(hintName.LastIndexOf('.') + 1);
        return last.Length > 0 && last.All(char.IsDigit) ? "_" + last : "";
    }
}
