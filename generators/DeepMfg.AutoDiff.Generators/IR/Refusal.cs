namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>
/// What stands in for a method that is refused: it has the signature and throws. Its members are there, so that those who call them see the one error
/// that says why, and none that they do not exist.
/// </summary>
internal static class Refusal
{
    public static DifferentiableMethod Of(Signature signature, Produce produce)
    {
        var names = new NameSupply();
        string why = $"\"'{signature.Name}' is not differentiated, for the reason that the error at it says.\"";
        var thrown = new Opaque([], new OpaqueText($"throw new global::System.NotSupportedException({why})", HasValue: false, Throws: true), []);
        IEnumerable<Variable> parameters = signature.Parameters.Where(static parameter => parameter.Passing != Passing.Out)
            .SelectMany(parameter => parameter.Shape.Leaves().Select(leaf => names.Fresh(parameter.Name, leaf.Leaf!)));
        IEnumerable<Parameter> written = signature.Parameters.Where(static parameter => parameter.Passing is Passing.Ref or Passing.Out);
        IEnumerable<Shape> results = (signature.Result?.Leaves() ?? []).Concat(written.SelectMany(static parameter => parameter.Shape.Leaves()));
        var main = new Function(
            signature.Name, [.. parameters], new Block([thrown], [.. results.Select(static result => Constant.Zero(result.Leaf!))]));
        return new(signature with { IsRefused = true, Published = "" }, new Program(main, []), produce);
    }
}
