using System.Globalization;
using DeepMfg.AutoDiff.Generators.Analysis;
using DeepMfg.AutoDiff.Generators.Infrastructure;
using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>A program with a point, and what is asked of its derivatives there. All but the program follows from the seed.</summary>
internal sealed record Case(int Seed, Program Program)
{
    public static Case Draw(int seed, bool hasMemory = false) => new(seed, ProgramGenerator.Draw(new Random(seed), hasMemory));

    /// <summary>Where a check of one of two kinds is enough for a program, this says which.</summary>
    public bool IsEven => (Seed & 1) == 0;

    /// <summary>The arguments' bits: one for each parameter of the main function.</summary>
    public long[] Inputs()
    {
        Random random = new(~Seed);
        return
        [
            .. Program.Main.Parameters.Select(parameter => parameter.Type.IsFloat
                ? BitConverter.DoubleToInt64Bits(Real(random)) : random.Next(-1, 6)),
        ];
    }

    /// <summary>All reals most of the time, else some of them, one at least.</summary>
    public Activation Activation()
    {
        Random random = new(Seed ^ 0x5bd1e995);
        EquatableArray<bool> parameters = Draw(Program.Main.Parameters.Select(static parameter => parameter.Type), random);
        return new Activation(parameters, Draw(Program.Main.Body.Yield.Select(static yield => yield.Type), random));
    }

    /// <summary>Numbers for tangents, cotangents and accumulators.</summary>
    public double[] Directions(int count)
    {
        Random random = new(Seed ^ 0x1b873593);
        return [.. Enumerable.Range(0, count).Select(_ => Real(random))];
    }

    public override string ToString()
    {
        Activation activation = Activation();
        IEnumerable<string> inputs = Program.Main.Parameters.Zip(Inputs(), static (parameter, bits) =>
            parameter.Name + " = " + new Constant(bits, parameter.Type).Real.ToString("R", CultureInfo.InvariantCulture));
        return $"""
            {Printer.Print(Program)}
            at {string.Join(", ", inputs)}
            active parameters: {string.Join(", ", activation.Parameters)}; active results: {string.Join(", ", activation.Results)}
            """;
    }

    private static EquatableArray<bool> Draw(IEnumerable<IrType> types, Random random)
    {
        bool all = random.Next(4) != 0;
        bool[] active = [.. types.Select(type => type.IsFloat && (random.Next(2) == 0 || all))];
        int first = types.ToList().FindIndex(static type => type.IsFloat);
        if (first >= 0 && !active.Contains(true)) active[first] = true;
        return [.. active];
    }

    private static double Real(Random random) => random.NextDouble() * 3 - 1.5;
}
