using DeepMfg.AutoDiff.Generators.IR;
using DeepMfg.AutoDiff.Generators.Rules;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the file that holds a method's derivatives.</summary>
internal static class Emitter
{
    public static string Write(Derived derived) => SourceFile.Write(
        derived.Signature.Container, derived.Signature.Suppressed, SourceFile.UsingsOf(derived.Signature.QualifyNames, NamespacesOf(derived)),
        writer => WriteMembers(derived, writer));

    /// <summary>The namespaces of the operations that are called.</summary>
    private static IEnumerable<string> NamespacesOf(Derived derived)
    {
        Function?[] functions = [derived.Jvp, derived.Vjp, derived.Gradient, derived.Sweeps?.Forward, derived.Sweeps?.Reverse, .. derived.Helpers];
        return functions.OfType<Function>().SelectMany(static function => function.Statements).OfType<Perform>()
            .Select(static perform => Kernels.Get(perform.Kernel).Namespace).OfType<string>();
    }

    private static void WriteMembers(Derived derived, CodeWriter writer)
    {
        List<Member> members = [];
        if (derived.Produce.HasFlag(Produce.Gradient))
        {
            members.Add(GradientMember.Of(derived));
            if (GradientMember.IntoBuffers(derived) is { } intoBuffers) members.Add(intoBuffers);
        }
        if (derived.Vjp is { } vjp) members.Add(VjpMember.Of(derived, vjp));
        if (derived.Jvp is { } jvp) members.Add(JvpMember.Of(derived, jvp));
        if (derived.Sweeps is { } sweeps) members.AddRange(SplitMembers.Of(derived, sweeps));
        if (derived.Produce.HasFlag(Produce.Jacobian)) members.AddRange(JacobianMember.Of(derived));
        Member? published = derived.Signature.Published.Length == 0 ? null
            : members.Find(static member => member is { Suffix: VjpMember.Suffix, IsPrivate: false }) ?? members.Find(static member => !member.IsPrivate);
        members = [.. members.SelectMany(Here)];
        for (int i = 0; i < members.Count; i++)
        {
            if (i > 0) writer.Line();
            members[i].Write(writer, members[i] == published ? BodyFile.AttributeOf(derived.Signature) : "");
        }
        if (derived.Produce.HasFlag(Produce.Objective)) ObjectiveType.Write(derived, writer);
        new HelperClass(derived).Write(writer);
    }

    /// <summary>
    /// A member, and beside one that the object may have another of what it is in this type: the other members call that, also where an override calls
    /// them through <c>base</c>.
    /// </summary>
    private static IEnumerable<Member> Here(Member member)
    {
        if (!member.Signature.IsDispatched || !(member.IsCalled || member.IsPrivate)) return [member];
        Member here = member with { Suffix = member.Suffix + "Here", IsPrivate = true };
        if (member.IsPrivate) return [here];
        string call = $"{member.Signature.NameHere(member.Suffix)}{member.Signature.TypeParameters}({string.Join(", ", member.Parameters.Select(Passed))});";
        return [member with { Body = writer => writer.Line(member.Result == "void" ? call : "return " + call) }, here];
    }

    private static string Passed(string parameter)
    {
        int given = parameter.IndexOf(" = ", StringComparison.Ordinal);
        string declared = given < 0 ? parameter : parameter.Substring(0, given), name = declared.Substring(declared.LastIndexOf(' ') + 1);
        return declared.StartsWith("ref readonly ", StringComparison.Ordinal) || declared.StartsWith("in ", StringComparison.Ordinal) ? "in " + name
            : declared.StartsWith("ref ", StringComparison.Ordinal) ? "ref " + name
            : declared.StartsWith("out ", StringComparison.Ordinal) ? "out " + name : name;
    }
}
