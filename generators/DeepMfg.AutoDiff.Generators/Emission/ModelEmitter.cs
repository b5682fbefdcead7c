using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Emission;

/// <summary>Writes the file that makes a vector space of a marked type's numbers: the members for users, then the interface's.</summary>
internal static class ModelEmitter
{
    public static string Write(ModelType type)
    {
        ModelText text = new(type);
        string[] types = [.. type.Container.Types];
        types[types.Length - 1] += $" : {text.Interface}";
        if (type.TellsConstructor)
        {
            string home = type.QualifyNames ? "global::DeepMfg.AutoDiff." : "";
            types[types.Length - 1] = $"[{home}DifferentiableBody({Parser.Version}, \"{ModelType.TakesMembers}\")] {types[types.Length - 1]}";
        }
        return SourceFile.Write(type.Container with { Types = types.ToEquatableArray() }, type.Suppressed, SourceFile.UsingsOf(type.QualifyNames, []), writer =>
        {
            foreach (ModelMember member in type.Members)
            {
                UserMember(type, text, member, writer);
                writer.Line();
            }
            new ModelImplementation(type, text, writer).Write();
        });
    }

    private static void UserMember(ModelType type, ModelText text, ModelMember member, CodeWriter writer)
    {
        string own = $"public {(member.Hides ? "new " : "")}{(type.IsClass || type.IsReadOnly ? "" : "readonly ")}", common = "public static ";
        (string self, string scalar, Func<string, string> space) = (type.Name, type.Scalar, text.Space);
        (string summary, string declaration) = member.Kind switch
        {
            ModelMemberKind.Zero => ("A value of this shape, all of whose numbers are zero.", $"{own}{self} Zero() => {space("ZeroLike")}(this);"),
            ModelMemberKind.Add => (
                "The sum, number by number; constants are those on the left.",
                $"{common}{self} operator +({self} left, {self} right) => {space(nameof(ModelMemberKind.Add))}(left, right);"),
            ModelMemberKind.Subtract => (
                "The difference, number by number; constants are those on the left.",
                $"{common}{self} operator -({self} left, {self} right) => {space(nameof(ModelMemberKind.Subtract))}(left, right);"),
            ModelMemberKind.Negate => (
                "The value with the opposite sign of every number.", $"{common}{self} operator -({self} value) => {space("Scale")}({text.MinusOne}, value);"),
            ModelMemberKind.ScaleFromLeft => (
                "Every number times a factor.", $"{common}{self} operator *({scalar} factor, {self} value) => {space("Scale")}(factor, value);"),
            ModelMemberKind.ScaleFromRight => (
                "Every number times a factor.", $"{common}{self} operator *({self} value, {scalar} factor) => {space("Scale")}(factor, value);"),
            ModelMemberKind.Dot => (
                "The inner product: the sum of the products of the numbers.", $"{own}{scalar} Dot({self} other) => {space("Dot")}(this, other);"),
            ModelMemberKind.ParameterCount => ("How many numbers there are.", $"{own}int ParameterCount => {space("Count")}(this);"),
            ModelMemberKind.CopyTo => (
                "Copies the numbers, in the order of the members, to a span of <see cref=\"ParameterCount\"/> elements.",
                $"{own}void CopyTo({text.Span}<{scalar}> destination) => {space("CopyTo")}(this, destination);"),
            ModelMemberKind.From => (
                "A copy of this shape with these numbers, in the order of the members.",
                $"{own}{self} From({text.ReadOnlySpan}<{scalar}> values) => {space("From")}(this, values);"),
            _ => throw new ArgumentOutOfRangeException(nameof(member)),
        };
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(SourceFile.MarksOf(type.QualifyNames));
        writer.Line(declaration);
    }
}
