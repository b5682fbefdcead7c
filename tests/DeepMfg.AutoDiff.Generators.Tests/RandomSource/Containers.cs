using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomSource;

/// <summary>Where a method stands: in types in types, of every kind, generic, in namespaces, under names of every kind, beside members whose names are ours.</summary>
internal sealed class Containers
{
    private static readonly string[] s_kinds =
    [
        "static partial class", "partial class", "abstract partial class", "partial record", "partial record struct", "partial struct", "partial interface",
        "ref partial struct",
    ];

    private readonly Draw _draw;
    private readonly Form _form;
    private readonly bool _isWhole;
    private readonly StringBuilder _before = new();
    private readonly HashSet<string> _names = [];
    private string _path = "global::", _root;
    private int _open;

    private Containers(Draw draw, string name, Form form, bool isWhole) => (_draw, _root, _form, _isWhole) = (draw, name, form, isWhole);

    /// <param name="draw">The choices.</param>
    /// <param name="name">A part of the outermost name, which tells programs apart.</param>
    /// <param name="form">The method's signature, whose name no type around it may have.</param>
    /// <param name="isWhole">Whether the program names from the root what stands outside, so that any name may be hidden.</param>
    public static Place Of(Draw draw, string name, Form form, bool isWhole) => new Containers(draw, name, form, isWhole).Made();

    private Place Made()
    {
        if (_draw.Chance(60)) Namespace();
        for (int around = _draw.Below(3); around > 0; around--)
        {
            string name = Type(_draw.Of(s_kinds), Parameters(), "");
            if (_draw.Chance(25)) Twin(name.TrimStart('@'));
        }

        return Innermost();
    }

    private void Namespace()
    {
        string name = Outermost();
        if (_draw.Chance(40)) name = $"{name}.{Fresh()}";
        _path += $"{name}.";
        if (_draw.Chance(50))
        {
            _before.Append("namespace ").Append(name).Append(";\n\n");
            return;
        }

        _before.Append("namespace ").Append(name).Append("\n{\n");
        _open++;
    }

    private string Outermost()
    {
        string name = _draw.Below(3) switch { 0 => _root, 1 => $"Ж{_root}", _ => $"{_root}e\u0301" };
        // A type that is named as its namespace is another one.
        if (_draw.Chance(70)) _root = "";
        return name;
    }

    private string Fresh()
    {
        string name = _root.Length > 0 ? Outermost() : ContainerNames.Of(_draw, _isWhole);
        return name != _form.Name && _names.Add(name) ? name : Fresh();
    }

    /// <summary>Type parameters, their constraints, and what takes their places.</summary>
    private (string Parameters, string Constraints, string Arguments) Parameters()
    {
        string name = _draw.Of(["T", "U", "Tape", "tape", "T\u0301"]);
        return !_names.Add(name) ? ("", "", "") : _draw.Below(10) switch
        {
            0 => ($"<{name}>", $" where {name} : struct", "<int>"),
            1 => ($"<{name}, V{name}>", $" where {name} : class?, new() where V{name} : {name}", "<object, string>"),
            2 => ($"<{name}>", $" where {name} : notnull, global::System.IComparable<{name}>", "<double>"),
            3 => ($"<{name}>", $" where {name} : struct, global::System.Enum", "<global::System.DayOfWeek>"),
            4 => ($"<{name}>", "", "<(int, string?)[]>"),
            _ => ("", "", ""),
        };
    }

    private string Type(string kind, (string Parameters, string Constraints, string Arguments) generic, string head)
    {
        string name = Fresh();
        _path += $"{name}{generic.Arguments}.";
        _before.Append($"public {kind} {name}{generic.Parameters}{head}{generic.Constraints}\n{{\n");
        _open++;
        return name;
    }

    /// <summary>Another marked method in a type of nearly the same name.</summary>
    private void Twin(string name)
    {
        string other = _draw.Of([name.ToUpperInvariant(), name.ToLowerInvariant(), $"{name}\u0301", $"@{name}_"]);
        // A name in capitals may be a keyword in small letters.
        bool isName = SyntaxFacts.GetKeywordKind(other) == SyntaxKind.None && char.IsLetter(name[0]) && !name.Contains('\\', StringComparison.Ordinal);
        if (!isName || other == name || other == _form.Name || !_names.Add(other)) return;
        _before.Append($"public static partial class {other}\n{{\n    [global::DeepMfg.AutoDiff.Differentiable] public static double {_form.Name}(double x) => x * x;\n}}\n");
    }

    private Place Innermost()
    {
        (string kind, string head, string constant) = _draw.Below(12) switch
        {
            0 => ("sealed partial class", "(double gain)", "gain"),
            1 => ("partial class", "(double gain)", "_gain"),
            2 => ("sealed partial record", "(double Gain)", "Gain"),
            3 => ("readonly partial struct", "(double gain)", "gain"),
            4 => ("partial record struct", "(double Gain)", "Gain"),
            5 => ("readonly partial record struct", "(double Gain)", "this.Gain"),
            6 => ("partial interface", "", ""),
            7 => ("ref partial struct", "", ""),
            8 => ("abstract partial class", "", ""),
            9 => ("partial record", "", ""),
            _ => ("static partial class", "", ""),
        };
        (string Parameters, string Constraints, string Arguments) generic = Parameters();
        Type(kind, generic, head);
        string path = _path.TrimEnd('.');
        if (constant == "_gain") _before.Append("    private readonly double _gain = gain;\n\n");
        if (_form.Extras.Any(extra => extra.Argument.Contains("{path}", StringComparison.Ordinal))) _before.Append("    public enum Forms { Even, Odd }\n\n");
        Beside();
        (string modifiers, string target) = head.Length > 0 ? ("", $"new {path}(0.75)") : (" static", path);
        return new Place(_before.ToString(), string.Concat(Enumerable.Repeat("}\n", _open)), _draw.Of(["public", "internal"]) + modifiers, target, constant) { Path = path };
    }

    /// <summary>Members that have, or nearly have, the names of what is generated.</summary>
    private void Beside()
    {
        string stem = _form.Stem;
        string member = _draw.Below(16) switch
        {
            0 => $"public static int {stem}Vjp(string s) => s.Length;",
            1 => $"public static double {stem}Jvp<TOther>(TOther x) => 1;",
            2 => $"internal static class {stem}Derivative {{ }}",
            3 => $"internal static class {stem}Derivatives {{ internal const int Vjp = 1; }}",
            4 => $"[global::DeepMfg.AutoDiff.Differentiable] public static double {_form.Name}(double x) => x * x;",
            5 => $"[global::DeepMfg.AutoDiff.Differentiable] public static float {_form.Name}(float x, float y) => x * y;",
            6 => "private const double Scale = 0.5; private static double Scaled(double x) => Scale * x;",
            _ => "",
        };
        if (member.Length > 0) _before.Append("    ").Append(member).Append('\n');
    }
}
