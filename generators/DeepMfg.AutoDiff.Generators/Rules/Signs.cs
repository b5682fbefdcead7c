using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Rules;

/// <summary>What is known of a real value's sign; of NaN nothing is said.</summary>
internal enum Sign { Unknown, NonNegative, Positive }

/// <summary>The signs of primitives' values. A product of positive numbers may be rounded to zero, a sum may not.</summary>
internal static class Signs
{
    public static Sign Of(Apply apply, Func<Operand, Sign> signOf)
    {
        Sign First() => signOf(apply.Arguments[0]);
        Sign Second() => signOf(apply.Arguments[1]);
        bool AreNonNegative() => First() != Sign.Unknown && Second() != Sign.Unknown;
        switch (apply.Primitive)
        {
            case "Abs": return First() == Sign.Positive ? Sign.Positive : Sign.NonNegative;
            case "Sqrt": return First() == Sign.Positive ? Sign.Positive : Sign.NonNegative;
            case "Plus" or "StopGradient": return First();
            case "Exp" or "Exp2" or "Exp10" or "Hypot" or "Sigmoid" or "Softplus" or "Relu": return Sign.NonNegative;
            case "Cosh": return Sign.Positive;
            case "Add" when AreNonNegative(): return First() == Sign.Positive || Second() == Sign.Positive ? Sign.Positive : Sign.NonNegative;
            case "Multiply" when AreNonNegative() || apply.Arguments[0] == apply.Arguments[1]: return Sign.NonNegative;
            case "Divide" when AreNonNegative(): return Sign.NonNegative;
            case "Max": return (Sign)Math.Max((int)First(), (int)Second());
            case "Min": return (Sign)Math.Min((int)First(), (int)Second());
            default: return Sign.Unknown;
        }
    }

    public static Sign Of(Constant constant) => constant.Real > 0 ? Sign.Positive : constant.Real == 0 ? Sign.NonNegative : Sign.Unknown;
}
