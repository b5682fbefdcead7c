using System.Text;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>A variable that a text assigns or changes, and the place that takes what it holds afterwards.</summary>
internal sealed record Changed(Place? Place, string Name, IrType Type);

/// <summary>Writes C# with holes for values; see <see cref="Opaque"/>.</summary>
internal sealed class Template(BodyLowering body)
{
    private readonly StringBuilder text = new();
    private readonly List<Operand> arguments = [];
    private readonly List<Changed> changed = [];

    /// <summary>Whether the text has a value, which is then the first result.</summary>
    public bool HasValue { get; init; }

    /// <summary>Whether the text leaves all storage as it is.</summary>
    public bool Reads { get; init; }

    public IReadOnlyList<Changed> Changed => changed;

    public void CompareWithSelf() => body.Program.Suppressed.CompareWithSelf();

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
            case Leaf leaf: Fill(leaf.Operand); break;
            case Text inner: Splice(inner); break;
            // What an array holds is all in that array.
            case TupleValue { Record.Whole: not null } arrays: Write(Value.Of(body.Leaves(arrays).First())); break;
            case TupleValue { Record: { } shape } record: Write(record, shape); break;
            case TupleValue tuple:
                Write("(");
                for (int i = 0; i < tuple.Items.Count; i++) Write(i == 0 ? "" : ", ").Write(tuple.Items[i]);
                Write(")");
                break;
        }
        return this;
    }

    // default(T) with { A = a }: what a constructor of the user's might refuse or change, is what it is.
    private void Write(TupleValue record, Shape shape)
    {
        body.Program.Publishing.Name(shape);
        body.Program.CheckType(shape.Type, body);
        if (Nullables.PartsOf(record) is var (has, number))
        {
            if (has is Constant { IsZero: true }) Write($"default({shape.Type})");
            else if (has is Constant) Write($"(({shape.Type})").Write(number).Write(")");
            else Write("(").Write(Value.Of(has)).Write($" ? ({shape.Type})").Write(number).Write(" : null)");
            return;
        }
        if (shape.Maker is { } maker)
        {
            body.Program.Accessors.Make(shape);
            Write(maker).Write(record with { Record = null });
            return;
        }
        Write(shape.IsReference
            ? $"((({shape.Type})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({shape.Type}))) with "
            : $"(default({shape.Type}) with ").Write("{ ");
        for (int i = 0; i < record.Items.Count; i++) Write($"{(i == 0 ? "" : ", ")}{Escape(shape.Items[i].Name)} = ").Write(record.Items[i]);
        Write(" })");
    }

    /// <summary>A member of a value as generated code reads it.</summary>
    public Template WriteItem(Value value, Item item) => item.Reader is { } reader ? Write(reader + "(").Write(value).Write(")")
        : Write(value).Write("." + Escape(item.Name));

    /// <summary>A hole for a variable that the text assigns, for a place.</summary>
    public Template WriteOut(Place place, string name, IrType type)
    {
        text.Append(new Hole(null, Change(new(place, name, type))));
        return this;
    }

    /// <summary>A hole for the variable at a place, which the text may change, and for the members that lead to what it changes.</summary>
    public Template WriteChanged(Place place)
    {
        Place whole = place.Whole;
        Value before = whole.Read()!;
        string name = whole.Slot?.Name ?? "element";
        Operand operand = before is TupleValue { Record: { } shape }
            ? body.Opaques.Materialize(new Template(body).Write(before).ToText(IrType.Opaque(shape.Type)), name) : body.Leaves(before).Single();
        WriteChanged(operand, name, whole);
        foreach (IMemberReferenceOperation member in place.Members) Write(".").Write(member.Member, member.Syntax);
        return this;
    }

    /// <summary>A hole for a variable that starts as a value and that the text may change.</summary>
    public Template WriteChanged(Operand before, string name, Place? place = null)
    {
        arguments.Add(before);
        text.Append(new Hole(arguments.Count - 1, Change(new(place, name, before.Type))));
        return this;
    }

    /// <summary>A hole for the tape on which sweeps keep what they hand over.</summary>
    public Template WriteTape()
    {
        text.Append(Hole.Tape);
        return this;
    }

    private int Change(Changed variable)
    {
        changed.Add(variable);
        return changed.Count - (HasValue ? 0 : 1);
    }

    /// <summary>A hole for a last argument that says how another one is written.</summary>
    public Template WriteSaid(Operand of, string said)
    {
        text.Append(new Hole(null, null) { Saying = (arguments.IndexOf(of), said) });
        return this;
    }

    /// <summary>A symbol by its name, provided that generated code can access it.</summary>
    public Template Write(ISymbol symbol, SyntaxNode at)
    {
        body.Program.CheckAccess(symbol, at, body);
        return Write(symbol is ITypeSymbol type ? Types.NameOf(body.Program.Substitute(type)) : Escape(symbol.Name));
    }

    /// <summary>A field or a property of what stands before its dot: "{0}.A", or by an accessor "T.DerivativeAccess.A({0})".</summary>
    /// <param name="member">The member, which is read.</param>
    /// <param name="at">Where the user names it.</param>
    /// <param name="instance">The object, if there is one.</param>
    /// <param name="receiver">What stands before the dot, if that is no type.</param>
    public Template WriteMember(ISymbol member, SyntaxNode at, IOperation? instance, Action<Template>? receiver)
    {
        if (WriteAccessor(member, at, instance) is not { } accessor)
        {
            if (receiver is null) Write(member.ContainingType, at);
            else WriteHolder(member, at, instance, receiver);
            return Write(".").Write(member, at, instance);
        }
        if (receiver is null) return this;
        receiver(Write("(" + accessor.Passing));
        return Write(")");
    }

    /// <summary>
    /// What stands before a dot. The generated members of an object say <c>base</c> as its own method does; others name it by that type.
    /// </summary>
    public Template WriteHolder(ISymbol member, SyntaxNode at, IOperation? instance, Action<Template> receiver)
    {
        bool isBase = instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        if (isBase && body.Self is Text { Arguments.IsEmpty: true }) return Write("base");
        bool isCast = isBase && IsHidden(member) || IsOfInterface(member, instance);
        if (isCast) Write("((").Write(member.ContainingType, at).Write(")");
        receiver(this);
        return isCast ? Write(")") : this;
    }

    /// <summary>Whether what stands for a type parameter here has the interface's member by no name of its own.</summary>
    public bool IsOfInterface(ISymbol member, IOperation? instance)
    {
        if (instance?.Type is not ITypeParameterSymbol parameter || member.ContainingType is not { TypeKind: TypeKind.Interface }) return false;
        ITypeSymbol type = body.Program.Substitute(parameter);
        if (type.TypeKind is TypeKind.TypeParameter or TypeKind.Interface) return false;
        ISymbol own = body.Program.Implementation(member, parameter);
        return own.Name != member.Name || !SymbolEqualityComparer.Default.Equals(own.ContainingType, type);
    }

    /// <summary>Whether a member's name means another one in the type whose method this is.</summary>
    private bool IsHidden(ISymbol member)
    {
        INamedTypeSymbol? type = body.Method.ContainingType;
        while (type is not null && !SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, member.ContainingType.OriginalDefinition))
        {
            if (!type.GetMembers(member.Name).IsEmpty) return true;
            type = type.BaseType;
        }
        return false;
    }

    /// <summary>The name of the accessor of a member that generated code cannot name; what it takes is to follow.</summary>
    public Accessor? WriteAccessor(ISymbol member, SyntaxNode at, IOperation? instance)
    {
        if (body.Program.Accessors.Of(member, ThroughOf(instance)) is not { } accessor) return null;
        body.Program.Publishing.Name(member);
        Write(member.ContainingType, at).Write(accessor.Path);
        return accessor;
    }

    /// <summary>A member of an object by its name, provided that generated code can access it.</summary>
    public Template Write(ISymbol member, SyntaxNode at, IOperation? instance) => Check(member, at, instance).Write(Escape(member.Name));

    /// <summary>Refuses a member of an object that generated code cannot access.</summary>
    public Template Check(ISymbol member, SyntaxNode at, IOperation? instance)
    {
        body.Program.CheckAccess(member, at, body, ThroughOf(instance));
        return this;
    }

    /// <summary>The type of an object as generated code knows it; <c>base</c> is the object itself.</summary>
    private ITypeSymbol? ThroughOf(IOperation? instance) => instance switch
    {
        null => null,
        IInstanceReferenceOperation => body.Method.ContainingType,
        _ => instance.Type is { } type ? body.Program.Substitute(type) : null,
    };

    public Text ToText(IrType type) => new(text.ToString(), arguments.ToEquatableArray(), type);

    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private void Fill(Operand operand)
    {
        int index = arguments.IndexOf(operand);
        if (index < 0)
        {
            index = arguments.Count;
            arguments.Add(operand);
        }
        text.Append(new Hole(index, null));
    }

    private void Splice(Text inner)
    {
        foreach ((string part, bool isHole, _) in Hole.Parts(inner.Template))
        {
            if (!isHole) text.Append(part);
            else if (Hole.Parse(part)! is { Saying: (var of, var said) }) WriteSaid(inner.Arguments[of], said);
            else Fill(inner.Arguments[Hole.Parse(part)!.Argument!.Value]);
        }
    }
}
