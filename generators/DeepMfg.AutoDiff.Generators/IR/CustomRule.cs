namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>How a function is called and derived that has a rule of the user's: each part is a function whose body is C# of the user's.</summary>
/// <param name="Call">Of the function's parameters: yields its results.</param>
/// <param name="Jvp">Of these and a tangent for each that is real: yields the results, then a tangent for each that is real.</param>
/// <param name="Vjp">Of these and a cotangent for each real result: yields the results, then what is pulled back to each real parameter.</param>
internal sealed record CustomRule(Function Call, Function? Jvp, Function? Vjp)
{
    public Function? In(Mode mode) => mode == Mode.Forward ? Jvp : Vjp;
}
