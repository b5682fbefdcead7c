using DeepMfg.AutoDiff.Generators.Diagnostics;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Reads how a marked method is declared, and says what of that cannot be differentiated.</summary>
internal sealed class SignatureReading(Compilation compilation, IMethodSymbol method)
{
    public Mistakes Mistakes { get; } = new();

    public Produce Produce { get; private set; }

    /// <summary>The declaration, or nothing where the method cannot be differentiated at all.</summary>
    public Signature? Read(CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences is not [var declared, ..]) return null;
        SyntaxNode syntax = declared.Opened(cancellation);
        if (!IsMember(syntax)) return null;
        AttributeData? mark = Marks.DifferentiableOf(method);
        HashSet<string>? wrt = WrtOf(mark);
        Parameter[] receiver = ReceiverOf(method, wrt) is { } found ? [found] : [];
        bool isUnmade = receiver.Length == 0 && !method.IsStatic && Parts.IsMarked(method.ContainingType);
        if (isUnmade) CheckMade(method.ContainingType, method.Locations[0], "The receiver");
        if (receiver is [{ Differentiable: true, Shape: var shape }]
            && LostNumbers.Of(method.ContainingType, shape, method.Locations[0], $"'{method.ContainingType.Name}'") is { } lost) Mistakes.Add(lost);
        Parameter[] parameters = [.. receiver, .. method.Parameters.Select(parameter => Read(parameter, wrt))];
        Shape? result = method.ReturnsVoid ? null : Types.ShapeOf(method.ReturnType);
        Produce = ProduceOf(mark, result);
        Location marked = mark?.ApplicationSyntaxReference?.Opened(cancellation).GetLocation() ?? method.Locations[0];
        foreach (string name in wrt?.Except(parameters.Where(IsTaken).Select(static parameter => parameter.Name)) ?? [])
        {
            Mistakes.Add(new Mistake(Descriptors.NoSuchParameter, marked, method.Name, name));
        }
        CheckProduce(mark, parameters, result, cancellation);
        CheckResult(syntax, result, parameters, mark);
        CheckParameters(parameters, wrt is not null);
        CheckMembers(parameters);
        if (Mistakes.IsBroken || method.Parameters.Any(parameter => IsUnnamed(parameter.Type)) || IsPointer(method.ReturnType)) return null;
        Signature signature = new(method.Name, DeclarationTexts.ContainerOf(method.ContainingType), parameters.ToEquatableArray(), result)
        {
            Accessibility = SyntaxFacts.GetText(method.DeclaredAccessibility),
            IsStatic = method.IsStatic,
            TypeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(static p => DeclarationTexts.NameOf(p)))}>" : "",
            Constraints = syntax is MethodDeclarationSyntax declaration ? DeclarationTexts.ConstraintsOf(method.TypeParameters) : "",
            Described = Described.Of(method, cancellation).ToEquatableArray(),
            Obsolete = Suppressed.ObsoleteOf(method) is { } obsolete ? DeclarationTexts.TextOf(obsolete) : "",
            Cref = Crefs.Of(method),
            HintName = DeclarationTexts.HintNameOf(method),
            HelperMark = HelperMarkOf(method),
            QualifyNames = DeclarationTexts.HidesNames(compilation, method, syntax),
            ChecksOverflow = compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
        };
        return Overriding.In(compilation, method, signature, Produce);
    }

    /// <summary>What is asked for and cannot be made is said, not left out.</summary>
    private void CheckProduce(AttributeData? mark, Parameter[] parameters, Shape? result, CancellationToken cancellation)
    {
        int asked = (int?)mark?.NamedArguments.FirstOrDefault(static argument => argument.Key == "Produce").Value.Value ?? 0;
        if (mark?.ApplicationSyntaxReference?.Opened(cancellation) is not { } at) return;
        if ((asked & ~(int)Produce.All) != 0)
        {
            Mistakes.Add(Descriptors.NotSupported, at, "A member that the library does not have",
                "ask for 'Derivatives.Gradient', 'Jvp', 'Vjp', 'Jacobian', 'Objective' and 'Split' only");
        }
        else if (Asking.Refused(method, parameters, result, Produce) is { } refused)
        {
            Mistakes.Add(Descriptors.NotSupported, at, refused.What, refused.Instead);
        }
    }

    private bool IsMember(SyntaxNode syntax)
    {
        (string Why, string Instead)? reason = method switch
        {
            { MethodKind: not MethodKind.Ordinary } => ("no ordinary method", "move the code to a method of a partial type"),
            { IsAbstract: true } => ("abstract", "mark the method that implements it"),
            { IsExtern: true } => ("extern", "mark a C# method that has a body"),
            { IsIterator: true } => ("an iterator", "return the value"),
            { IsAsync: true } => ("async", "mark a method that computes without waiting, and await it elsewhere"),
            { ContainingType.TypeKind: TypeKind.Interface, IsStatic: false } or { ContainingType.TypeKind: TypeKind.Interface, IsVirtual: true } =>
                ("an instance or virtual method of an interface", "make it 'static', or mark a method of a class or struct"),
            { ContainingType.IsRefLikeType: true, IsStatic: false } => ("an instance method of a 'ref struct'", "make it static"),
            { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => ("a method that returns a reference", "return the value"),
            _ => null,
        };
        if (reason is null && syntax is MethodDeclarationSyntax { Body: null, ExpressionBody: null } && method.PartialImplementationPart is null)
        {
            reason = ("without a body", "give it one");
        }
        if (reason is { } known)
        {
            string name = syntax is OperatorDeclarationSyntax { OperatorToken.Text: var symbol } ? $"operator {symbol}"
                : syntax is ConversionOperatorDeclarationSyntax { Type: var to } ? $"operator {to}" : method.Name;
            Mistakes.Add(new Mistake(Descriptors.NotDifferentiableMember, method.Locations[0], name, known.Why, known.Instead));
            return false;
        }
        return IsPartial();
    }

    private bool IsPartial()
    {
        bool isPartial = true;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (TypeDeclarationSyntax declaration in type.DeclaringSyntaxReferences.Select(static r => r.Opened())
                .OfType<TypeDeclarationSyntax>().Take(1))
            {
                if (declaration.Modifiers.Any(SyntaxKind.PartialKeyword)) continue;
                isPartial = false;
                Mistakes.Add(new Mistake(Descriptors.NotPartial, declaration.Identifier.GetLocation(), type.Name, method.Name));
            }
            if (type.IsFileLocal)
            {
                isPartial = false;
                Mistakes.Add(ProgramLowering.NotAccessible(type.Locations[0], type, type.Name));
            }
        }
        return isPartial;
    }

    /// <summary>The receiver, where its type is differentiable: the first parameter.</summary>
    public static Parameter? ReceiverOf(IMethodSymbol method, HashSet<string>? wrt)
    {
        if (method.IsStatic || !Parts.IsMarked(method.ContainingType) || Records.ShapeOf(method.ContainingType) is not { } shape) return null;
        return new Parameter("this", Types.NameOf(method.ContainingType), shape) { IsReceiver = true, Differentiable = wrt is null || wrt.Contains("this") };
    }

    private Parameter Read(IParameterSymbol parameter, HashSet<string>? wrt)
    {
        bool isConstant = !IsDifferentiated(parameter, wrt);
        Shape shape = isConstant ? Types.ShapeOf(parameter.Type) : StructStorage.ShapeOf(parameter.Type);
        if (parameter.Type is IErrorTypeSymbol) Mistakes.IsBroken = true;
        else if (IsPointer(parameter.Type))
        {
            Mistakes.Add(new Mistake(Descriptors.NotSupported, parameter.Locations[0], $"The pointer '{parameter.Name}'", "pass a span or an array"));
        }
        else if (Aliased.Is(parameter.Type, compilation))
        {
            Mistakes.Add(new Mistake(
                Descriptors.NotAccessible, parameter.Locations[0], method.ContainingType.Name, Types.NameOf(parameter.Type).Replace("global::", ""),
                "is known by an 'extern alias' only", "pass what is needed of it"));
        }
        else if (!isConstant) CheckType(parameter, shape);
        return new Parameter(parameter.Name, Types.NameOf(parameter.Type), shape)
        {
            Passing = PassingOf(parameter),
            IsParams = parameter.IsParams,
            Default = DeclarationTexts.DefaultOf(parameter),
            Differentiable = !isConstant && shape.HasFloat && Unmarked(parameter.Type) is null,
        };
    }

    public static Passing PassingOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.In => Passing.In,
        RefKind.Ref => Passing.Ref,
        RefKind.Out => Passing.Out,
        RefKind.RefReadOnlyParameter => Passing.RefReadOnly,
        _ => Passing.Value,
    };

    /// <summary>Whether what is generated, if only to throw, cannot name a type.</summary>
    private bool IsUnnamed(ITypeSymbol type) => IsPointer(type) || Aliased.Is(type, compilation);

    private static bool IsPointer(ITypeSymbol type) =>
        type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || type is IArrayTypeSymbol array && IsPointer(array.ElementType);

    private void CheckType(IParameterSymbol parameter, Shape shape)
    {
        SyntaxNode at = parameter.DeclaringSyntaxReferences is [var reference, ..] ? reference.Opened() : method.DeclaringSyntaxReferences[0].Opened();
        if (at is ParameterSyntax { Type: { } type }) at = type;
        // Of a mark on a type that can have none is said there.
        if (HoldsUnfit(parameter.Type)) Mistakes.IsBroken = true;
        else if (Unmarked(parameter.Type) is { } unmarked && shape.HasFloat)
        {
            // What nobody else can read is nothing that a caller could pass instead.
            if (shape.HasReaders && !Types.HoldsFloats(unmarked, compilation, method.ContainingType)) return;
            Mistakes.Add(Descriptors.UnmarkedType, at, parameter.Name, unmarked.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
        else if (LostNumbers.Of(parameter.Type, shape, at.GetLocation(), $"the parameter '{parameter.Name}'") is { } lost) Mistakes.Add(lost);
        else if (shape.HasStorage && parameter.RefKind is RefKind.Ref or RefKind.Out)
        {
            Mistakes.Add(
                Descriptors.NotSupported, at, shape.Leaf is null ? $"The parameter '{parameter.Name}' by reference, which holds arrays,"
                    : $"The array parameter '{parameter.Name}' by reference", "pass the arrays as parameters by value, whose elements may be written");
        }
        else if (!shape.HasStorage && parameter.Type is IArrayTypeSymbol or INamedTypeSymbol { IsRefLikeType: true }
            && (Types.HoldsFloats(parameter.Type, compilation, method.ContainingType) || HoldsMarked(parameter.Type)))
        {
            Mistakes.Add(Descriptors.NotSupported, at, $"The array parameter '{parameter.Name}'", InsteadOf(parameter.Type));
        }
        else if (parameter.Type is ITypeParameterSymbol { ConstraintTypes: var constraints }
            && constraints.Any(static c => c.Name is "IFloatingPointIeee754" or "IFloatingPoint" or "INumber"))
        {
            Mistakes.Add(Descriptors.NotSupported, at, $"The generic parameter '{parameter.Name}'",
                "write the method for 'double', or mark the parameter [NoDerivative]");
        }
        else if (shape.Leaf is { IsOpaque: true } && parameter.Type is INamedTypeSymbol marked && Parts.IsMarked(marked))
        {
            if (Records.Hidden(marked) is { } hidden)
            {
                Mistakes.Add(ProgramLowering.NotAccessible(at.GetLocation(), method.ContainingType, $"{marked.Name}.{hidden.Name}"));
            }
            else CheckMade(marked, at.GetLocation(), $"The parameter '{parameter.Name}'");
        }
        else if (shape.Leaf is { IsOpaque: true } && Types.HoldsFloats(parameter.Type, compilation, method.ContainingType))
        {
            Mistakes.Add(Descriptors.UnmarkedType, at, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
    }

    /// <summary>Of a marked type without a mistake that is said at the type, no value may be there to be made of its numbers.</summary>
    private void CheckMade(INamedTypeSymbol marked, Location at, string what)
    {
        bool isSaid = !marked.DeclaringSyntaxReferences.IsEmpty && ModelReading.Of(compilation, marked, CancellationToken.None).IsFaulty;
        Mistakes.IsBroken |= isSaid;
        if (isSaid) return;
        Mistakes.Add(new Mistake(
            Descriptors.NotSupported, at, $"{what} of type '{marked.Name}', of which no value can be made here,",
            "give all its members 'set' or 'init' accessors, and read no parameter of its constructor in them"));
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol array) => array is IArrayTypeSymbol { ElementType: var element } ? element
        : Types.IsSpan(array) ? ((INamedTypeSymbol)array).TypeArguments[0] : null;

    private static bool HoldsMarked(ITypeSymbol array) => ElementOf(array) is { } element && (Parts.IsMarked(element) || HoldsMarked(element));

    private static bool HoldsUnfit(ITypeSymbol array) => ElementOf(array) is { } element
        && (element is { TypeKind: TypeKind.Class, IsRecord: false } && Parts.IsMarked(element) || HoldsUnfit(element));

    /// <summary>What helps where an array holds what no array of the IR does.</summary>
    private static string InsteadOf(ITypeSymbol array)
    {
        ITypeSymbol? element = StructStorage.InnermostOf(array) ?? ElementOf(array);
        return element switch
        {
            not null when Parts.IsMarked(element) => $"pass arrays of '{element.Name}', or mark it [NoDerivative]",
            INamedTypeSymbol { IsValueType: true, IsTupleType: false } when StructStorage.NumbersOf(element) is not null =>
                $"mark '{element.Name}' [Differentiable], or the parameter [NoDerivative]",
            INamedTypeSymbol { IsTupleType: false } =>
                $"make '{element.Name}' a struct of numbers that is marked [Differentiable], or mark the parameter [NoDerivative]",
            _ => "pass its elements as parameters, or mark it [NoDerivative]",
        };
    }

    /// <summary>The struct or record without a mark in a parameter's type, whose members are numbers.</summary>
    public static ITypeSymbol? Unmarked(ITypeSymbol type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.Select(static item => Unmarked(item.Type)).FirstOrDefault(static item => item is not null)
        : Records.ShapeOf(type) is not null && !Parts.IsMarked(type) && !PlainRecords.Is(type) && NumericTypes.TypeOf(type) is null ? type : null;

    private void CheckResult(SyntaxNode syntax, Shape? result, Parameter[] parameters, AttributeData? mark)
    {
        SyntaxNode at = syntax is MethodDeclarationSyntax { ReturnType: var type } ? type : syntax;
        if (method.ReturnType is IErrorTypeSymbol) Mistakes.IsBroken = true;
        else if (Types.IsSpan(method.ReturnType))
        {
            Mistakes.Add(Descriptors.ResultNotDifferentiable, at, $"'{method.Name}' returns a span", "return an array, or write a span that is a parameter");
        }
        else if (result is { HasStorage: true, Leaf: null or { IsModel: true } })
        {
            Mistakes.Add(
                Descriptors.NotSupported, at, $"A result of type '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
                "return numbers, or one array of them, or write to parameters");
        }
        else if (result is null && !parameters.Any(IsWritten))
        {
            Mistakes.Add(Descriptors.ResultNotDifferentiable, at, $"'{method.Name}' returns nothing and writes no parameter",
                "return a 'float' or 'double', or write one to a 'ref' or 'out' parameter");
        }
        else if (result is { HasFloat: false } && !parameters.Any(IsWritten) && !(Mistakes.HasErrors && method.ReturnType is ITypeParameterSymbol))
        {
            Mistakes.Add(Descriptors.ResultNotDifferentiable, at,
                $"'{method.Name}' returns '{method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'",
                "return 'float', 'double' or a tuple of them");
        }
        else if (mark?.NamedArguments.Any(static a => a.Key == "Produce") == true && Produce.HasFlag(Produce.Gradient) && result?.Leaf is not { IsFloat: true })
        {
            Mistakes.Add(Descriptors.ResultNotDifferentiable, at, $"'{method.Name}' has no scalar result, so it has no gradient",
                "leave 'Derivatives.Gradient' out of 'Produce', or return a 'float' or 'double'");
        }
    }

    /// <summary>Whether a caller may find a result in a parameter.</summary>
    private static bool IsWritten(Parameter parameter) => parameter.Differentiable
        && (parameter.Passing is Passing.Ref or Passing.Out
            || (parameter.Shape.Whole ?? parameter.Shape.Leaf) is { IsStorage: true, Form: not (StorageForm.ReadOnlySpan or StorageForm.Model) });

    /// <summary>Whether a parameter may be asked for: what is held constant for its type has a message of its own.</summary>
    private bool IsTaken(Parameter parameter) => parameter.Differentiable
        || Mistakes.IsBroken || Mistakes.All.Any(mistake => mistake.Arguments is [string held, ..] && held == parameter.Name);

    private void CheckParameters(Parameter[] parameters, bool areNamed)
    {
        if (parameters.Any(static p => p.Differentiable && p.Passing != Passing.Out) || Mistakes.HasErrors) return;
        // What is held constant is then no more than the reason.
        string[] held = [.. Mistakes.All.Where(static mistake => mistake.Descriptor == Descriptors.UnmarkedType)
            .Select(static mistake => $"'{mistake.Arguments[0]}', of type '{mistake.Arguments[1]}'")];
        Mistakes.Remove(Descriptors.UnmarkedType);
        Mistakes.Add(new Mistake(
            Descriptors.NoDifferentiableParameter, method.Locations[0], method.Name,
            held.Length == 0 ? areNamed ? "name one in 'Wrt'" : "give it a parameter of type 'float' or 'double', or an array of them"
                : $"pass the numbers of {string.Join(" and ", held)}, as parameters of type 'float' or 'double'"));
    }

    private void CheckMembers(Parameter[] parameters)
    {
        if (Mistakes.HasErrors) return;
        HashSet<string> differentiable = [.. parameters.Where(static p => p.Differentiable).Select(static p => p.Name)];
        foreach (MemberSignature member in GeneratedMembers.Of(method, Produce, differentiable))
        {
            bool exists = method.ContainingType.GetMembers(member.Name).Any(existing =>
                !GeneratedMembers.IsGenerated(existing) && (existing is not IMethodSymbol other || member.Clashes(other)));
            string? why = exists || EarlierOverloads().Any(earlier => earlier.Clashes(member)) ? "a member of this signature exists already"
                : method.ContainingType.Name == member.Name ? "the type around it has that name"
                : method.ContainingType.TypeParameters.Any(parameter => parameter.Name == member.Name) ? "a type parameter has that name" : null;
            if (why is not null)
            {
                Mistakes.Add(new Mistake(Descriptors.MemberExists, method.Locations[0], member.Name, method.Name, why));
                return;
            }
        }
    }

    /// <summary>What is generated for the marked overloads before this one.</summary>
    private IEnumerable<MemberSignature> EarlierOverloads() => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
        .TakeWhile(overload => !SymbolEqualityComparer.Default.Equals(overload, method))
        .Where(Marks.IsDifferentiable)
        .SelectMany(MembersOf);

    /// <summary>What is generated for a marked overload.</summary>
    public static IEnumerable<MemberSignature> MembersOf(IMethodSymbol overload)
    {
        AttributeData? mark = Marks.DifferentiableOf(overload);
        HashSet<string>? wrt = WrtOf(mark);
        HashSet<string> differentiable =
            [.. overload.Parameters.Where(p => StructStorage.ShapeOf(p.Type).HasFloat && IsDifferentiated(p, wrt)).Select(static p => p.Name)];
        return GeneratedMembers.Of(overload, ProduceOf(mark, overload.ReturnsVoid ? null : Types.ShapeOf(overload.ReturnType)), differentiable);
    }

    private static bool IsDifferentiated(IParameterSymbol parameter, HashSet<string>? wrt) =>
        !Marks.IsNoDerivative(parameter) && (wrt is null || wrt.Contains(parameter.Name) || parameter.RefKind == RefKind.Out);

    private static Produce ProduceOf(AttributeData? mark, Shape? result) =>
        AskedOf(mark, result?.Leaf is { IsFloat: true } ? Produce.Default : Produce.Jvp | Produce.Vjp);

    /// <summary>The members that a mark asks for, if it says.</summary>
    public static Produce AskedOf(AttributeData? mark, Produce unsaid)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in mark?.NamedArguments ?? [])
        {
            if (argument is { Key: "Produce", Value.Value: int produce }) return (Produce)produce & Produce.All;
        }
        return unsaid;
    }

    public static HashSet<string>? WrtOf(AttributeData? mark)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in mark?.NamedArguments ?? [])
        {
            if (argument is { Key: "Wrt", Value: { Kind: TypedConstantKind.Array, IsNull: false } names })
            {
                return [.. names.Values.Select(static name => name.Value).OfType<string>()];
            }
        }
        return null;
    }

    private static string HelperMarkOf(IMethodSymbol method)
    {
        string mark = "";
        while (IsTaken($"{method.Name}Derivatives{mark}")) mark += "_";
        return mark;

        bool IsTaken(string name) => method.ContainingType.Name == name || method.ContainingType.TypeParameters.Any(parameter => parameter.Name == name)
            || method.ContainingType.GetMembers(name).Any(static member => !member.DeclaringSyntaxReferences.IsEmpty && !GeneratedMembers.IsGenerated(member));
    }
}
