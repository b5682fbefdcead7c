using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>
/// Writes expressions with the parentheses that precedence needs. Nothing is regrouped: <c>a + (b + c)</c> keeps its parentheses, as its bits
/// depend on them. An expression of floating type that is no constant has that type in C#, too, which lets constants beside it be whole numbers.
/// </summary>
internal sealed class ExpressionWriter(Folding folding, Func<Variable, string> nameOf, Func<string, bool> isHidden, string tape, bool qualifies)
{
    /// <summary>The tape on which sweeps keep what they hand over.</summary>
    public required string Kept { get; init; }

    /// <summary>The tape that a sweep which is called gets.</summary>
    public string TapeOf(Sweep called) => called == Sweep.Forward ? tape : Kept;

    /// <summary>An operand where an assignment, an argument or a return gives it its type.</summary>
    public string Write(Operand operand) => Of(operand, isTyped: true).Text;

    public string Write(Expression expression) => Of(expression).Text;

    /// <summary>A condition that stands alone in the parentheses of its statement.</summary>
    public string Alone(Operand operand, bool negated) =>
        folding.TextOf(operand) is null || negated ? Condition(operand, negated).Text : OpaqueTemplate.Alone(Condition(operand, negated).Text);

    /// <summary>A condition that holds where the operand does or, <paramref name="negated"/>, where it does not.</summary>
    public Fragment Condition(Operand operand, bool negated)
    {
        if (!negated) return Of(operand, isTyped: true);
        if (operand is Constant constant) return new(constant.IsZero ? "true" : "false", Fragment.Primary);
        if (folding.Of(operand) is Apply apply)
        {
            Form form = Primitives.Get(apply.Primitive).Form;
            if (form is Prefix { Symbol: "!" }) return Of(apply.Arguments[0], isTyped: true);
            if (form is Infix infix && Opposite(infix, apply.Arguments[0].Type) is { } opposite) return Of(opposite, apply);
        }
        return new("!" + Of(operand, isTyped: true).AtLeast(Fragment.Unary), Fragment.Unary);
    }

    public Fragment Of(Operand operand, bool isTyped) => operand switch
    {
        Constant { Name: { } name } constant when (isTyped || !constant.IsConverted) && !isHidden(name) => new(name, Fragment.Primary),
        Constant constant when Literals.Known(constant) is { } name => new(Qualified("System", name), Fragment.Primary),
        Constant constant => Of(Literals.Write(constant, isTyped)),
        Variable variable when folding.Of(variable) is { } value => Of(value),
        Variable variable when folding.TextOf(variable) is { } opaque => new(OpaqueTemplate.Fill(opaque, this, static _ => "out _"), Fragment.Primary),
        Variable variable => new(nameOf(variable), Fragment.Primary),
        _ => throw new InvalidOperationException(operand.ToString()),
    };

    public string Of(Cell cell) => Entry(cell) + (cell.Storage.Type.Member is { } member ? PathOf(member) : "");

    private static string PathOf(ElementMember member) => string.Concat(member.Names.Select(static name => "." + NameTable.Escaped(name)));

    /// <summary>What C# has there: a number, or a struct that holds it.</summary>
    public string Entry(Cell cell)
    {
        bool isSpan = cell.Storage.Type.Form is not (StorageForm.Array or StorageForm.Table);
        return $"{Write(cell.Storage)}[{string.Join(", ", cell.Indices.Select(index => isSpan ? Write(index) : Size(index)))}]";
    }

    /// <summary><c>a[i] = x</c>, <c>a[i] += x</c></summary>
    public string Of(Put put)
    {
        if (put.Cell.Storage.Type.Member is { IsInPlace: false } member) return Renewed(put, member);
        string cell = Of(put.Cell);
        if (!put.Adds) return Updated(put) is { } update ? $"{cell} {update};" : $"{cell} = {Write(put.Value)};";
        return Negated(put.Value) is { } opposite ? $"{cell} -= {opposite.Text};" : $"{cell} += {Write(put.Value)};";
    }

    /// <summary><c>a[i] = a[i] with { X = x };</c></summary>
    private string Renewed(Put put, ElementMember member)
    {
        string element = Entry(put.Cell), number = element + PathOf(member);
        string value = !put.Adds ? Write(put.Value) : Negated(put.Value) is { } opposite ? $"{number} - {opposite.AtLeast(Fragment.Unary)}"
            : $"{number} + {Of(put.Value, isTyped: true).AtLeast(Fragment.Unary)}";
        return $"{element} = {Values.Changed(member.Struct, element, leaf => leaf.Text == number ? value : null)};";
    }

    /// <summary><c>*= x</c>, where an element becomes what it was with something done to it.</summary>
    private string? Updated(Put put)
    {
        if (put.Value.Type.Element is not (Element.Float32 or Element.Float64 or Element.Int32 or Element.Int64)) return null;
        if (folding.Of(put.Value) is not Apply apply) return null;
        if (Primitives.Get(apply.Primitive).Form is not Infix { Precedence: > Fragment.Relational } infix) return null;
        if (folding.Of(apply.Arguments[0]) is not Load own || own.Cell != put.Cell) return null;
        (Infix signed, Fragment right) = Signed(infix, apply, Of(apply.Arguments[1], isTyped: true));
        return $"{signed.Symbol}= {right.Text}";
    }

    /// <summary>A primitive over storage; what is not an array is a span.</summary>
    public string Of(Perform perform)
    {
        if (perform is { Kernel: Kernels.Clear, Arguments: [{ Type.Form: StorageForm.Table } table] })
        {
            return $"{Qualified("DeepMfg.AutoDiff", "GradientBuffers")}.Clear({Write(table)})";
        }
        if (perform is { Kernel: Kernels.Push, Arguments: [var kept] })
        {
            // What is popped has the type of the variable, which a literal does not tell.
            return kept.Type.IsStorage ? $"{tape}.Push({Write(kept)})" : $"{tape}.Push<{TypeName(kept.Type)}>({Write(kept)})";
        }
        if (perform.Kernel == Kernels.Height) return $"{tape}.Height";
        if (perform is { Kernel: Kernels.Drop, Arguments: [var height] }) return $"{Kept}.Drop({Write(height)})";
        if (perform is { Kernel: Kernels.Pop, Results: [var popped] })
        {
            return popped.Type.IsStorage ? $"{Kept}.PopSpan<{Literals.ItemName(popped.Type)}>()" : $"{Kept}.Pop<{TypeName(popped.Type)}>()";
        }
        Kernel kernel = Kernels.Get(perform.Kernel);
        object[] operands = [.. perform.Arguments.Select((operand, i) =>
            i == 0 && kernel.Namespace is null && operand.Type is { Form: StorageForm.Array, IsVector: true } ? AsSpan(operand) : Write(operand))];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, FormOf(kernel, perform), operands);
    }

    private string FormOf(Kernel kernel, Perform perform)
    {
        if (kernel.Namespace is not { } home) return kernel.Form.Replace("{library}", Qualified("DeepMfg.AutoDiff", ""));
        IrType numbers = perform.Arguments.First(static operand => operand.Type.IsReal).Type;
        return Qualified(home, kernel.Form.Replace("{type}", TypeName(numbers.Item ?? numbers)));
    }

    private string AsSpan(Operand array) => qualifies ? $"global::System.MemoryExtensions.AsSpan({Write(array)})" : $"{Write(array)}.AsSpan()";

    public string TypeName(IrType type) => Literals.TypeName(type, Qualified("System", ""));

    /// <summary>A name in a namespace, written with it where it could mean something else.</summary>
    public string Qualified(string @namespace, string name) => qualifies ? $"global::{@namespace}.{name}" : name;

    private static Fragment Of(string literal) => new(literal, literal[0] is '-' or '(' ? Fragment.Unary : Fragment.Primary);

    private static string Reserved(Alloc alloc) => alloc.Contents == Contents.Zero ? "ReserveZeros" : "Reserve";

    public Fragment Of(Expression expression) => expression switch
    {
        Load load => new(Of(load.Cell), Fragment.Primary),
        Alloc { Type.IsModel: true } alloc => new($"{alloc.Type.Name}.ZeroLike({Write(alloc.Sizes[0])})", Fragment.Primary),
        Alloc { Sizes: [{ Type.IsStorage: true } like] } => new($"{Qualified("DeepMfg.AutoDiff", "GradientBuffers")}.Like({Write(like)})", Fragment.Primary),
        Alloc { Type.Form: StorageForm.Array } alloc => new(New(alloc), Fragment.Primary),
        Slice { Storage.Type.Form: StorageForm.Array } slice => new(Part(slice), Fragment.Primary),
        Slice slice => new($"{Write(slice.Storage)}.Slice({Write(slice.Start)}, {Write(slice.Count)})", Fragment.Primary),
        View view => Of(view.Storage, isTyped: true),
        Alloc { Type.Form: StorageForm.Table } table =>
            new($"{tape}.Table<{TypeName(table.Type.Item!)}>({Write(table.Sizes[0])}, {Write(table.Sizes[1])})", Fragment.Primary),
        Alloc alloc => new($"{tape}.{Reserved(alloc)}<{Literals.ItemName(alloc.Type)}>({Write(alloc.Sizes[0])})", Fragment.Primary),
        Length { Storage.Type.Rank: 1 } length => new($"{Write(length.Storage)}.Length", Fragment.Primary),
        Length length => new($"{Write(length.Storage)}.GetLength({length.Dimension})", Fragment.Primary),
        Apply apply => Primitives.Get(apply.Primitive).Form switch
        {
            Infix infix => Of(infix, apply),
            Prefix { Symbol: "-" } when apply.Type.IsFloat && Negated(apply.Arguments[0]) is { } opposite => opposite,
            Prefix prefix => Of(prefix.Symbol, Of(apply.Arguments[0], isTyped: false).AtLeast(Fragment.Unary)),
            Cast { Checked: true } => new($"checked({Converted(apply)})", Fragment.Primary),
            Cast => new(Converted(apply), Fragment.Unary),
            CheckedInfix infix => new($"checked({Of(new Infix(infix.Symbol, Fragment.Unary), apply).Text})", Fragment.Primary),
            Conditional => Choice(apply),
            StaticCall call => new($"{HomeOf(call, apply)}.{call.Method}({Arguments(apply)})", Fragment.Primary),
            Transparent => Of(apply.Arguments[0], isTyped: false),
            var form => throw new InvalidOperationException($"C# has no form {form}."),
        },
        _ => throw new InvalidOperationException(expression.ToString()),
    };

    // new double[n, m], new double[n][]
    private string New(Alloc alloc)
    {
        IrType type = alloc.Type;
        string behind = "";
        for (; type is { Member: null, Item: { IsStorage: true } row }; type = row) behind += Literals.Brackets(row);
        return $"new {Literals.ItemName(type)}[{string.Join(", ", alloc.Sizes.Select(Size))}]{behind}";
    }

    // What throws at run time is an error where the compiler knows it.
    private string Size(Operand size) => size is Constant { Bits: < 0 } ? $"{Qualified("System", "Math")}.Min({Write(size)}, 0)" : Write(size);

    private string Part(Slice slice) => qualifies
        ? $"global::System.MemoryExtensions.AsSpan({Write(slice.Storage)}, {Write(slice.Start)}, {Write(slice.Count)})"
        : $"{Write(slice.Storage)}.AsSpan({Write(slice.Start)}, {Write(slice.Count)})";

    /// <summary>All of C#'s infix operators that are used here associate to the left.</summary>
    private Fragment Of(Infix infix, Apply apply)
    {
        (infix, Fragment other) = Signed(infix, apply, Side(apply, 1));
        string left = Side(apply, 0).AtLeast(infix.Precedence), right = other.AtLeast(infix.Precedence + 1);
        // The compiler warns of x != x, which asks for NaN.
        if (left == right && apply.Type.Element == Element.Bool && (apply.Arguments[0].Type.IsFloat || apply.Arguments[0].Type.IsInteger)) right = "+" + right;
        return new($"{left} {infix.Symbol} {right}", infix.Precedence);
    }

    /// <summary>One side of an infix operator; the other side's type converts whole numbers to it.</summary>
    private Fragment Side(Apply apply, int index)
    {
        Operand other = apply.Arguments[1 - index];
        bool isConverted = !IsConstant(other) && (index == 0 || Whole(other) is null) && other.Type == apply.Arguments[index].Type;
        return isConverted && Whole(apply.Arguments[index]) is { } whole ? Of(whole, isTyped: false) : Argument(apply, index);
    }

    /// <summary>The integer variable that a folded conversion makes a real number of.</summary>
    private Operand? Whole(Operand operand) =>
        folding.Of(operand) is Apply { Type.IsFloat: true, Arguments: [Variable { Type.IsInteger: true } whole] } apply
        && Primitives.Get(apply.Primitive).Form is Cast ? whole : null;

    /// <summary>A sum with what is negated as a difference, and the other way round: IEEE 754 defines a - b as a + (-b), and (-b) * c is -(b * c).</summary>
    /// <param name="infix">The operator.</param>
    /// <param name="apply">The expression.</param>
    /// <param name="right">What is written on the right if nothing is negated there.</param>
    public (Infix, Fragment) Signed(Infix infix, Apply apply, Fragment right) =>
        infix.Symbol is "+" or "-" && apply.Type.IsFloat && Negated(apply.Arguments[1]) is { } opposite
            ? (infix with { Symbol = infix.Symbol == "+" ? "-" : "+" }, opposite)
            : (infix, right);

    /// <summary>The opposite of a folded negation, or of a product or quotient that begins with one.</summary>
    private Fragment? Negated(Operand operand)
    {
        if (folding.Of(operand) is not Apply apply) return null;
        Form form = Primitives.Get(apply.Primitive).Form;
        if (form is Prefix { Symbol: "-" }) return Of(apply.Arguments[0], isTyped: false);
        if (form is not Infix { Symbol: "*" or "/" } infix || Negated(apply.Arguments[0]) is not { } left) return null;
        return new($"{left.AtLeast(infix.Precedence)} {infix.Symbol} {Side(apply, 1).AtLeast(infix.Precedence + 1)}", infix.Precedence);
    }

    private static Fragment Of(string prefix, string operand) =>
        new(operand.StartsWith(prefix, StringComparison.Ordinal) && prefix != "!" ? $"{prefix}({operand})" : prefix + operand, Fragment.Unary);

    private string Converted(Apply apply) => $"({Literals.TypeName(apply.Type)}){Of(apply.Arguments[0], isTyped: false).AtLeast(Fragment.Unary)}";

    private Fragment Choice(Apply apply)
    {
        List<Operand> conditions = [apply.Arguments[0]];
        // c ? a : d ? a : b is c || d ? a : b.
        while (apply.Arguments[1] is Constant && folding.Of(apply.Arguments[2]) is Apply other && Primitives.Get(other.Primitive).Form is Conditional
            && other.Arguments[1] == apply.Arguments[1])
        {
            apply = other;
            conditions.Add(apply.Arguments[0]);
        }
        int precedence = conditions.Count > 1 ? Fragment.Disjunction : Fragment.Conditional + 1;
        string condition = string.Join(" || ", conditions.Select(each => Of(each, isTyped: true).AtLeast(precedence)));
        string yes = Argument(apply, 1).AtLeast(Fragment.Conditional + 1), no = Argument(apply, 2).AtLeast(Fragment.Conditional + 1);
        return new($"{condition} ? {yes} : {no}", Fragment.Conditional);
    }

    private string Arguments(Apply apply) => string.Join(", ", apply.Arguments.Select((operand, i) => InList(Argument(apply, i))));

    /// <summary><c>f(a &lt; b, c > (d))</c> would be a generic call.</summary>
    public static string InList(Fragment fragment) => fragment.Precedence == Fragment.Relational ? $"({fragment.Text})" : fragment.Text;

    /// <summary>An operand beside others: one that is no constant gives constants of its type theirs.</summary>
    private Fragment Argument(Apply apply, int index)
    {
        Operand operand = apply.Arguments[index];
        bool isTyped = false;
        for (int i = 0; i < apply.Arguments.Count; i++)
        {
            isTyped |= i != index && apply.Arguments[i].Type == operand.Type && !IsConstant(apply.Arguments[i]);
        }
        return Of(operand, isTyped);
    }

    /// <summary>Also one behind <c>StopGradient</c>, which is not printed.</summary>
    private bool IsConstant(Operand operand) =>
        operand is Constant
        || folding.Of(operand) is Apply apply && Primitives.Get(apply.Primitive).Form is Transparent && IsConstant(apply.Arguments[0]);

    private string HomeOf(StaticCall call, Apply apply)
    {
        IrType type = apply.Type.IsFloat ? apply.Type : apply.Arguments[0].Type;
        return call.Home switch
        {
            Home.Math => Qualified("System", "Math"),
            Home.MathOrMathF => Qualified("System", type.Element == Element.Float32 ? "MathF" : "Math"),
            Home.Number => Literals.TypeName(type),
            Home.Ops => Qualified("DeepMfg.AutoDiff", "Ops"),
            _ => Qualified("DeepMfg.AutoDiff", "Partials"),
        };
    }

    /// <summary>The comparison that holds just where the other does not; the order of real numbers has none, because of NaN.</summary>
    private static Infix? Opposite(Infix infix, IrType operands) => infix.Symbol switch
    {
        "==" => infix with { Symbol = "!=" },
        "!=" => infix with { Symbol = "==" },
        "<" when operands.IsInteger => infix with { Symbol = ">=" },
        ">" when operands.IsInteger => infix with { Symbol = "<=" },
        "<=" when operands.IsInteger => infix with { Symbol = ">" },
        ">=" when operands.IsInteger => infix with { Symbol = "<" },
        _ => null,
    };
}
