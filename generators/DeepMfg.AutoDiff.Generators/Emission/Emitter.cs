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
        for (int i = 0; i < members.Count; i++)
        {
            if (i > 0) writer.Line();
            members[i].Write(writer, members[i] == published ? BodyFile.AttributeOf(derived.Signature) : "");
        }
        if (derived.Produce.HasFlag(Produce.Objective)) ObjectiveType.Write(derived, writer);
        new HelperClass(derived).Write(writer);
    }
}
