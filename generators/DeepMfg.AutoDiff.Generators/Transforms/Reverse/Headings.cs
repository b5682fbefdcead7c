using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Transforms.Reverse;

/// <summary>Marks where the sweeps begin, for whoever reads the generated code.</summary>
internal static class Headings
{
    public static Block Of(Block body)
    {
        var statements = body.Statements.ToArray();
        int reverse = Array.FindIndex(statements, static statement => statement.Origin.Length > 0);
        if (reverse > 0)
        {
            // The tapes that are made first stand in front of it.
            int forward = 0;
            for (int i = 0; i < reverse && statements[i] is Let { Value: Alloc or Apply { Type.IsInteger: true } }; i++)
            {
                if (statements[i] is Let { Value: Alloc }) forward = i + 1;
            }
            if (forward < reverse) statements[forward] = statements[forward] with { Origin = "Forward sweep" };
            statements[reverse] = statements[reverse] with { Origin = "Reverse sweep\n" + statements[reverse].Origin };
        }
        return body with { Statements = new(statements) };
    }
}
