using DeepMfg.AutoDiff.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace DeepMfg.AutoDiff.Generators.Frontend;

/// <summary>Calls as C# writes them.</summary>
internal sealed partial class CallLowering
{
    // r.F(a), T.F(a), T.DerivativeAccess.F(r, a)
    private void WriteCall(Template template, CallSite site)
    {
        (IOperation call, IMethodSymbol method, Receiver? receiver, IReadOnlyList<ArgumentValue> arguments) = site;
        Accessor? accessor = null;
        if (receiver is null) method = (IMethodSymbol)WriteStatic(template, method, site.ConstrainedToType, call.Syntax);
        else if ((accessor = template.WriteAccessor(method, call.Syntax, site.Instance)) is null)
        {
            WriteReceiver(template, receiver, site.Instance!, method);
            template.Write(".").Write(method, call.Syntax, site.Instance);
        }
        if (method.IsGenericMethod) WriteTypeArguments(template, method, call.Syntax);
        template.Write("(");
        if (accessor is not null)
        {
            body.Receivers.Write(template.Write(accessor.Passing), receiver!, site.Instance!);
            template.Write(arguments.All(static argument => argument.IsOmitted || argument.Elements is { Count: 0 }) ? "" : ", ");
        }
        body.Arguments.Write(template, arguments).Write(")");
    }

    private static void WriteTypeArguments(Template template, IMethodSymbol method, SyntaxNode at)
    {
        template.Write("<");
        for (int i = 0; i < method.TypeArguments.Length; i++) template.Write(i == 0 ? "" : ", ").Write(method.TypeArguments[i], at);
        template.Write(">");
    }

    // Of a property of a base class it is the holder that says so.
    private void WriteProperty(Template template, IPropertyReferenceOperation operation, Receiver receiver)
    {
        IOperation instance = operation.Instance!;
        if (!IsOfBase(instance, operation.Property))
        {
            template.WriteMember(operation.Property, operation.Syntax, instance, holder => body.Receivers.Write(holder, receiver, instance));
        }
        else
        {
            WriteReceiver(template, receiver, instance, operation.Property);
            template.Write(".").Write(operation.Property, operation.Syntax, instance);
        }
    }

    private void WriteElement(Template template, IPropertyReferenceOperation operation, Receiver receiver, IReadOnlyList<ArgumentValue> arguments)
    {
        template.Check(operation.Property, operation.Syntax, operation.Instance);
        WriteReceiver(template, receiver, operation.Instance!, operation.Property);
        body.Arguments.Write(template.Write("["), arguments).Write("]");
    }

    private void WriteReceiver(Template template, Receiver receiver, IOperation instance, ISymbol? member)
    {
        if (IsOfBase(instance, member) && body.Self is not Text { Arguments.IsEmpty: true })
        {
            body.Refuse(
                instance.Syntax, "A call of what a base class has behind 'base' in a method without a mark", "call a method that is not virtual, from both");
        }
        else if (receiver is { Place: not null } or { Variable: not null } or { IsChanged: true } && member is not null
            && template.IsOfInterface(member, instance))
        {
            // A struct is changed by way of an interface where it lies in a box.
            string construct = $"A call of '{member.Name}', which may change a struct that has it by its interface only,";
            body.Refuse(instance.Syntax, construct, "make it a public member");
        }
        else if (member is null) body.Receivers.Write(template, receiver, instance);
        else template.WriteHolder(member, instance.Syntax, instance, holder => body.Receivers.Write(holder, receiver, instance));
    }

    /// <summary>Whether it matters that a member is called by way of <c>base</c>.</summary>
    private static bool IsOfBase(IOperation? instance, ISymbol? member) =>
        instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax } && member is { IsVirtual: true } or { IsOverride: true };

    /// <summary>A static member behind the type through which C# names it, or by its accessor; gives the member that is named.</summary>
    private ISymbol WriteStatic(Template template, ISymbol member, ITypeSymbol? constrained, SyntaxNode at)
    {
        ISymbol implementation = body.Program.Implementation(member, constrained);
        ITypeSymbol home = constrained is not null && body.Program.Substitute(constrained) is ITypeParameterSymbol own ? own : implementation.ContainingType;
        if (home is not ITypeParameterSymbol && template.WriteAccessor(implementation, at, null) is not null) return implementation;
        template.Write(home, at);
        if (constrained is not null && home.TypeKind == TypeKind.Interface)
        {
            body.Refuse(at, $"'{SourceText.Of(at)}', which only a type parameter can name", "implement it in the type");
        }
        template.Write(".").Write(implementation, at);
        return implementation;
    }
}
