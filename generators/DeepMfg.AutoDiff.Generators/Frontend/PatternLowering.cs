using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Lowers the test of a value against a pattern to a condition; what a pattern declares is assigned on the way.</summary>
internal sealed class PatternLowering(BodyLowering body)
{
    public Operand Test(IPatternOperation pattern, Value value, string? name = null)
    {
        if (!body.Program.Enter(pattern, body)) return Constant.False;
        if (Nullables.PartsOf(value) is var (has, number) && Present(pattern, has, number) is { } present) return present;
        switch (pattern)
        {
            case IDiscardPatternOperation: return Constant.True;
            case IConstantPatternOperation constant: return Compare("==", value, constant.Value, pattern, name);
            case IRelationalPatternOperation relational:
                return Compare(CSharpPrimitives.SymbolOf(relational.OperatorKind)!, value, relational.Value, pattern, name);
            case INegatedPatternOperation negated: return Not(Test(negated.Pattern, value), pattern, name);
            case IBinaryPatternOperation binary: return Both(binary, value, name);
            case IDeclarationPatternOperation { MatchesNull: true } or ITypePatternOperation or IDeclarationPatternOperation
                when MatchesAlways(pattern, value): return Declare(pattern, value);
            case IDeclarationPatternOperation or ITypePatternOperation when IsOf(pattern.NarrowedType, pattern.InputType) is { } isOfType:
                Operand matches = Declare(pattern, isOfType ? value : BodyLowering.Dummy(body.ShapeOf(pattern.NarrowedType)));
                return isOfType ? matches : Constant.False;
            case IDeclarationPatternOperation { MatchedType: { } type } declaration when IsOpaque(value, type):
                return TestType(type, declaration.DeclaredSymbol, value, pattern);
            case ITypePatternOperation { MatchedType: { } type } when IsOpaque(value, type):
                return TestType(type, null, value, pattern);
            case IListPatternOperation list when IsListed(list, value): return Listed(list, value, name);
            case IRecursivePatternOperation { MatchedType: { } type } when IsOf(type, pattern.InputType) == false: return Refuse(pattern);
            case IRecursivePatternOperation recursive when value is TupleValue tuple: return Items(recursive, tuple, name);
            case IRecursivePatternOperation { MatchedType: { } type } recursive when IsOpaque(value, type): return Members(recursive, value, name);
        }
        return Refuse(pattern);
    }

    // n is double x, n is { } x
    private Operand? Present(IPatternOperation pattern, Operand has, Value number)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { MatchesNull: false } or ITypePatternOperation when Types.IsFloat(body.Program.Substitute(pattern.NarrowedType)):
                Declare(pattern, number);
                return has;
            case IRecursivePatternOperation { DeconstructionSubpatterns: [], PropertySubpatterns: [] } recursive:
                if (recursive.DeclaredSymbol is ILocalSymbol local) body.Environment[body.Declare(local, local.Type, escapes: true)] = number;
                return has;
            default: return null;
        }
    }

    /// <summary>Whether a value is an array, a list or a text of what is constant.</summary>
    private bool IsListed(IListPatternOperation pattern, Value value) =>
        value is Text or Leaf { Operand.Type.IsNumber: false } && !Types.LeafOf(body.Program.Substitute(pattern.InputType)).IsReal
        && pattern.Patterns.OfType<ISlicePatternOperation>().All(static slice => slice.Pattern is null) && pattern.DeclaredSymbol is null;

    // v is [p, .., q]  →  opaque "({0} is [_, .., _])" and the tests of opaque "({0} is [_, .., _] ? {0}[0] : default)" and of "{0}[^1]"
    private Operand Listed(IListPatternOperation pattern, Value value, string? name)
    {
        Value held = body.Texts.Held(value);
        string shape = $"[{string.Join(", ", pattern.Patterns.Select(static part => part is ISlicePatternOperation ? ".." : "_"))}]";
        Text test = new Template(body).Write("(").Write(held).Write($" is {shape})").ToText(IrType.Bool);
        Operand all = ((Leaf)body.Opaques.Emit(test, name ?? "condition", pattern.Syntax)).Operand;
        int slice = pattern.Patterns.ToList().FindIndex(static part => part is ISlicePatternOperation);
        for (int i = 0; i < pattern.Patterns.Length; i++)
        {
            IPatternOperation part = pattern.Patterns[i];
            if (part is ISlicePatternOperation or IDiscardPatternOperation) continue;
            ITypeSymbol type = body.Program.Substitute(part.InputType);
            string index = slice >= 0 && i > slice ? $"^{pattern.Patterns.Length - i}" : $"{i}";
            Template read = new Template(body).Write("(").Write(held).Write($" is {shape} ? ").Write(held).Write($"[{index}] : default)");
            Value item = body.Opaques.Emit(read.ToText(Types.LeafOf(type)), "item", part.Syntax, cause: OpaqueLowering.Member(part.Syntax));
            all = Join(true, all, Test(part, body.Opaques.Whole(item, type, pattern)), pattern, name);
        }
        return all;
    }

    private bool IsOpaque(Value value, ITypeSymbol type) =>
        value is Text or Leaf { Operand.Type.IsNumber: false } && body.Program.Substitute(type) is not (ITypeParameterSymbol or { IsTupleType: true });

    // v is T t  →  opaque "({0} is T)", t = opaque "({0} as T)": neither has an effect, and t is read only where the test holds
    public Operand TestType(ITypeSymbol type, ISymbol? declared, Value value, IOperation at)
    {
        type = body.Program.Substitute(type).WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        Value held = body.Texts.Held(value);
        if (declared is ILocalSymbol local)
        {
            Slot slot = body.Declare(local, local.Type, escapes: true);
            body.Environment[slot] = body.Opaques.Coerce(Narrowed(held, type, local.Name, at), slot);
        }
        Text test = new Template(body).Write("(").Write(held).Write(" is ").Write(type, at.Syntax).Write(")").ToText(IrType.Bool);
        return ((Leaf)body.Opaques.Emit(test, "condition", at.Syntax, isPure: true)).Operand;
    }

    // Nothing, or zero, where the value is of another type.
    private Value Narrowed(Value held, ITypeSymbol type, string name, IOperation at)
    {
        Template template =
            new Template(body).Write("(").Write(held).Write(" as ").Write(type, at.Syntax).Write(type.IsValueType ? "?).GetValueOrDefault()" : ")!");
        return body.Opaques.Emit(template.ToText(Types.LeafOf(type)), name, at.Syntax, isPure: true, OpaqueLowering.Member(at.Syntax));
    }

    // p and q  →  AndAlso(p, q): tests have no effect
    private Operand Both(IBinaryPatternOperation pattern, Value value, string? name)
    {
        bool isAnd = pattern.OperatorKind == BinaryOperatorKind.And;
        ITypeSymbol type = body.Program.Substitute(pattern.RightPattern.InputType);
        if (isAnd && IsOpaque(value, type) && !SymbolEqualityComparer.Default.Equals(type, body.Program.Substitute(pattern.InputType)))
        {
            Value held = body.Texts.Held(value);
            Operand first = Test(pattern.LeftPattern, held);
            if (first is Constant { IsZero: true }) return Refuse(pattern);
            return Join(true, first, Test(pattern.RightPattern, Narrowed(held, type, "narrowed", pattern)), pattern, name);
        }
        Operand left = Test(pattern.LeftPattern, value), right = Test(pattern.RightPattern, value);
        return Join(isAnd, left, right, pattern, name);
    }

    private Operand Items(IRecursivePatternOperation pattern, TupleValue tuple, string? name)
    {
        bool isTuple = tuple.Record is null;
        Value[] items = [.. isTuple ? tuple.Items : new RecordLowering(body).Deconstructed(tuple, pattern.MatchedType, pattern.DeconstructSymbol)];
        int parts = pattern.DeconstructionSubpatterns.Length;
        if ((isTuple ? parts > 0 || pattern.PropertySubpatterns.IsEmpty : parts > 0) && parts != items.Length) return Refuse(pattern);
        Operand all = Constant.True;
        for (int i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            all = Join(true, all, Test(pattern.DeconstructionSubpatterns[i], items[i]), pattern, name);
        }
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            if (part.Member is not IMemberReferenceOperation member) return Refuse(pattern);
            int? place = isTuple ? ExpressionLowering.ItemAt(member)?.Item : Records.ItemOf(body.Program.Substitute(pattern.MatchedType), member.Member);
            if (place is not { } item || item >= tuple.Items.Count) return Refuse(pattern);
            all = Join(true, all, Test(part.Pattern, tuple.Items[item]), pattern, name);
        }
        if (pattern.DeclaredSymbol is ILocalSymbol local) body.Environment[body.Declare(local, local.Type, escapes: true)] = tuple;
        return all;
    }

    // v is T { P: p } t  →  opaque "({0} is T)" and the test of opaque "({0} as T)?.P": a member of nothing is null, or zero
    private Operand Members(IRecursivePatternOperation pattern, Value value, string? name)
    {
        Value held = body.Texts.Held(value);
        ITypeSymbol type = body.Program.Substitute(pattern.MatchedType).WithNullableAnnotation(NullableAnnotation.NotAnnotated);
        Operand all = TestType(type, pattern.DeclaredSymbol, held, pattern);
        int count = pattern.DeconstructionSubpatterns.Length;
        IReadOnlyList<IPropertySymbol>? positional = count == 0 ? [] : Deconstruction.PropertiesOf(type, count);
        if (positional is null) return Refuse(pattern);
        for (int i = 0; i < count; i++) all = Member(positional[i], positional[i].Type, pattern.DeconstructionSubpatterns[i], all);
        foreach (IPropertySubpatternOperation part in pattern.PropertySubpatterns)
        {
            if (part.Member is not IMemberReferenceOperation { Type: { } memberType } member) return Refuse(pattern);
            all = Member(member.Member, memberType, part.Pattern, all);
        }
        return all;

        Operand Member(ISymbol member, ITypeSymbol memberType, IPatternOperation test, Operand before)
        {
            bool isNumber = memberType is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
            Template template = new Template(body).Write(isNumber ? "((" : "(").Write(held).Write(" as ").Write(type, pattern.Syntax)
                .Write(type.IsValueType ? "?)?." : ")?.").Write(member, pattern.Syntax).Write(isNumber ? ").GetValueOrDefault()" : "");
            Text text = template.ToText(Types.LeafOf(memberType));
            // How many elements there are varies with none of them.
            Cause? cause = value is Leaf { Operand.Type.IsStorage: true } ? null : OpaqueLowering.Member(pattern.Syntax);
            Value read = body.Opaques.Emit(text, OpaqueLowering.NameOf(member), pattern.Syntax, isPure: true, cause);
            return Join(true, before, Test(test, body.Opaques.Whole(read, memberType, pattern)), pattern, name);
        }
    }

    public Operand Join(bool isAnd, Operand left, Operand right, IOperation at, string? name = null) => (left, right) switch
    {
        (Constant a, _) => a.IsZero == isAnd ? a : right,
        (_, Constant b) => b.IsZero == isAnd ? b : left,
        _ when left == right => left,
        _ => body.Let(name ?? "condition", isAnd ? CSharpPrimitives.AndAlso : CSharpPrimitives.OrElse, [left, right], at.Syntax),
    };

    public Operand Not(Operand condition, IOperation at, string? name = null) => condition is Constant constant
        ? Constant.Of(constant.IsZero)
        : body.Let(name ?? "condition", CSharpPrimitives.Not, [condition], at.Syntax);

    public Operand Compare(string symbol, Value value, IOperation constant, IOperation at, string? name)
    {
        Value right = constant.ConstantValue is { HasValue: true, Value: null }
            ? new Template(body).Write("null").ToText(IrType.Opaque("object"))
            : body.Expressions.Lower(constant, null);
        bool isNull = constant.ConstantValue is { HasValue: true, Value: null };
        if (Nullables.PartsOf(value) is var (has, number))
        {
            return isNull ? Not(has, at, name) : Join(true, has, Compare(symbol, number, constant, at, null), at, name);
        }
        if (value is TupleValue { Record: not { IsReference: true } } && isNull) return Constant.False;
        if (value is TupleValue) return Refuse(at);
        // A number, which a type parameter has become, is not null.
        if (value is Leaf { Operand.Type.IsNumber: true } && constant.ConstantValue is { HasValue: true, Value: null }) return Constant.False;
        if (value is Leaf { Operand: Constant { Type.IsNumber: true } } or Leaf { Operand.Type.IsNumber: true } && right is Leaf)
        {
            return ComparePlain(symbol, value, right, at, name);
        }
        string @operator = symbol == "==" ? "is" : "is " + symbol;
        Text text = new Template(body).Write("(").Write(body.Texts.Held(value)).Write($" {@operator} ").Write(right).Write(")").ToText(IrType.Bool);
        return ((Leaf)body.Opaques.Emit(text, name ?? "condition", at.Syntax, isPure: true)).Operand;
    }

    // NaN is the only constant that equals itself in a pattern and not by an operator.
    private Operand ComparePlain(string symbol, Value value, Value right, IOperation at, string? name)
    {
        Operand x = ((Leaf)value).Operand, y = ((Leaf)right).Operand;
        if (symbol == "==" && y is Constant { Type.IsFloat: true } constant && double.IsNaN(constant.Real))
        {
            return body.Let(name ?? "condition", Primitives.OfOperator("!=", 2)!, [x, x], at.Syntax);
        }
        if (x.Type == IrType.Bool && y is Constant truth && symbol == "==") return truth.IsZero ? Not(x, at, name) : x;
        return ((Leaf)body.Expressions.Binary(symbol, value, right, at, name ?? "condition")).Operand;
    }

    /// <summary>Whether a value is of a type, where its own type tells, which may stand for a type parameter.</summary>
    public bool? IsOf(ITypeSymbol type, ITypeSymbol? declared)
    {
        if (declared is null || body.Program.Substitute(declared) is not { TypeKind: not (TypeKind.TypeParameter or TypeKind.Dynamic) } own) return null;
        type = body.Program.Substitute(type);
        if (type.TypeKind == TypeKind.TypeParameter) return null;
        Microsoft.CodeAnalysis.CSharp.Conversion conversion = ((CSharpCompilation)body.Program.Compilation).ClassifyConversion(own, type);
        if (!conversion.Exists || conversion.IsNumeric || conversion.IsEnumeration || conversion.IsUserDefined) return false;
        bool isPlain = own is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T };
        return isPlain && (conversion.IsIdentity || conversion.IsBoxing || conversion.IsNullable) ? true : null;
    }

    private bool MatchesAlways(IPatternOperation pattern, Value value) =>
        value is Leaf { Operand.Type.IsNumber: true } or TupleValue
        && SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.NarrowedType)
        || pattern is IDeclarationPatternOperation { MatchesNull: true };

    private Operand Declare(IPatternOperation pattern, Value value)
    {
        if (pattern is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol local })
        {
            Slot slot = body.Declare(local, local.Type, escapes: true);
            body.Environment[slot] = body.Opaques.Coerce(value, slot);
        }
        return Constant.True;
    }

    private Operand Refuse(IOperation pattern)
    {
        body.Refuse(pattern.Syntax, "This pattern", "compare with constants, or write 'if' instead");
        return Constant.False;
    }
}
