using System.Text;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Writes C# with holes for values; see <see cref="Opaque"/>.</summary>
internal sealed class Template(BodyLowering body)
{
    private readonly StringBuilder text = new();
    private readonly List<Operand> arguments = [];

    /// <summary>C# as it stands.</summary>
    public Template Write(string csharp)
    {
        text.Append(csharp.Replace("{", "{{").Replace("}", "}}"));
        return this;
    }

    /// <summary>A hole for a value; C# without effects is written in place.</summary>
    public Template Write(Value value)
    {
        switch (value)
        {
            case Leaf leaf: Hole(leaf.Operand); break;
            case Text inner: Splice(inner); break;
            case TupleValue tuple:
                Write("(");
                for (int i = 0; i < tuple.Items.Count; i++) Write(i == 0 ? "" : ", ").Write(tuple.Items[i]);
                Write(")");
                break;
        }
        return this;
    }

    /// <summary>A hole for the <paramref name="result"/>-th result, an <c>out</c> variable.</summary>
    public Template WriteOut(int result)
    {
        text.Append("{out ").Append(result).Append('}');
        return this;
    }

    /// <summary>A symbol by its name, provided that generated code can access it.</summary>
    public Template Write(ISymbol symbol, SyntaxNode at)
    {
        body.Program.CheckAccess(symbol, at, body);
        return Write(symbol is ITypeSymbol type ? Types.NameOf(body.Program.Substitute(type)) : Escape(symbol.Name));
    }

    public Text ToText(IrType type) => new(text.ToString(), arguments.ToEquatableArray(), type);

    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private void Hole(Operand operand)
    {
        int index = arguments.IndexOf(operand);
        if (index < 0)
        {
            index = arguments.Count;
            arguments.Add(operand);
        }
        text.Append('{').Append(index).Append('}');
    }

    private void Splice(Text inner)
    {
        string template = inner.Template;
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] is '{' or '}' && i + 1 < template.Length && template[i + 1] == template[i])
            {
                text.Append(template[i]).Append(template[++i]);
            }
            else if (template[i] == '{')
            {
                int end = template.IndexOf('}', i);
                Hole(inner.Arguments[int.Parse(template.Substring(i + 1, end - i - 1))]);
                i = end;
            }
            else
            {
                text.Append(template[i]);
            }
        }
    }
}
