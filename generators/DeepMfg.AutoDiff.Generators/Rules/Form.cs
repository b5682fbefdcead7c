namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>How C# writes a primitive.</summary>
internal abstract record Form;

/// <summary><c>a + b</c>; precedence as in the C# specification, higher binds tighter.</summary>
internal sealed record Infix(string Symbol, int Precedence) : Form;

/// <summary><c>-a</c>.</summary>
internal sealed record Prefix(string Symbol) : Form;

/// <summary><c>c ? a : b</c>.</summary>
internal sealed record Conditional : Form;

/// <summary><c>(T)a</c>, in <c>checked(…)</c> where asked for.</summary>
internal sealed record Cast(bool Checked = false) : Form;

/// <summary><c>checked(a + b)</c>.</summary>
internal sealed record CheckedInfix(string Symbol) : Form;

/// <summary>The argument itself: a primitive that only the compiler sees.</summary>
internal sealed record Transparent : Form;

/// <summary>A static method.</summary>
internal sealed record StaticCall(Home Home, string Method) : Form;

/// <summary>Where a function lives, for double and for float.</summary>
internal enum Home
{
    /// <summary><c>Math.F</c> for both.</summary>
    Math,

    /// <summary><c>Math.F</c> for double, <c>MathF.F</c> for float.</summary>
    MathOrMathF,

    /// <summary><c>double.F</c>, <c>float.F</c>.</summary>
    Number,

    /// <summary><c>Ops.F</c> of the library.</summary>
    Ops,

    /// <summary><c>Partials.F</c> of the library: formulas at special points, which only generated code calls.</summary>
    Partials,
}
