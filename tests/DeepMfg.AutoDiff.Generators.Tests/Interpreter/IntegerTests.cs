using System.Numerics;
using DeepMfg.AutoDiff.Generators.Interpreter;
using static DeepMfg.AutoDiff.Generators.Tests.Interpreter.Running;

namespace DeepMfg.AutoDiff.Generators.Tests.Interpreter;

/// <summary>The interpreter's integers and conversions against those of C# itself, at run time.</summary>
public class IntegerTests
{
    private static readonly double[] Reals =
    [
        0, -0.0, 0.5, -0.5, 1.9, -1.9, 127.5, 128, -129, 255.9, 256, 300, -1, 32767.9, 32768, 40000, 65536, 70000, 2147483647, 2147483648, -2147483648.5,
        -2147483649, 4294967295.5, 4294967296, 9.2e18, 9223372036854775808.0, -9223372036854775808.0, 1e19, 18446744073709551615.0, 1e300, -1e300,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1f, 16777217, 1e-320,
    ];

    private static readonly long[] Integers =
    [
        0, 1, -1, 2, 3, 7, -7, 31, 33, 63, 65, 127, 128, 255, 256, 32767, 65535, 65536, 16777217, int.MaxValue, int.MinValue, uint.MaxValue,
        1L << 32, 9007199254740993, 0x7FFF_FF80_0000_0001, long.MaxValue, long.MinValue, long.MinValue + 1,
    ];

    [Fact]
    public void Conversions_to_integers_are_those_of_CSharp()
    {
        ToInteger<sbyte>("i8", x => (sbyte)x, x => checked((sbyte)x));
        ToInteger<byte>("u8", x => (byte)x, x => checked((byte)x));
        ToInteger<short>("i16", x => (short)x, x => checked((short)x));
        ToInteger<ushort>("u16", x => (ushort)x, x => checked((ushort)x));
        ToInteger<char>("char", x => (char)x, x => checked((char)x));
        ToInteger<int>("i32", x => (int)x, x => checked((int)x));
        ToInteger<uint>("u32", x => (uint)x, x => checked((uint)x));
        ToInteger<long>("i64", x => (long)x, x => checked((long)x));
        ToInteger<ulong>("u64", x => (ulong)x, x => checked((ulong)x));
    }

    private static void ToInteger<T>(string to, Func<double, T> convert, Func<double, T> convertChecked) where T : INumberBase<T>
    {
        foreach (double x in Reals)
        {
            Assert.Equal((to, x, Outcome(() => BitsOf(convert(x)))), (to, x, Outcome(() => Apply("Convert", "f64", to, Bits(x)))));
            Assert.Equal((to, x, Outcome(() => BitsOf(convertChecked(x)))), (to, x, Outcome(() => Apply("ConvertChecked", "f64", to, Bits(x)))));
        }
        foreach (long x in Integers)
        {
            Assert.Equal((to, x, BitsOf(T.CreateTruncating(x))), (to, x, Apply("Convert", "i64", to, x)));
            Assert.Equal((to, x, Outcome(() => BitsOf(T.CreateChecked(x)))), (to, x, Outcome(() => Apply("ConvertChecked", "i64", to, x))));
            Assert.Equal((to, x, Outcome(() => BitsOf(T.CreateChecked((ulong)x)))), (to, x, Outcome(() => Apply("ConvertChecked", "u64", to, x))));
        }
    }

    [Fact]
    public void Conversions_to_floating_types_round_once()
    {
        foreach (long x in Integers)
        {
            Assert.Equal(Bits((double)x), Apply("Convert", "i64", "f64", x));
            Assert.Equal(Bits((float)x), Apply("Convert", "i64", "f32", x));
            Assert.Equal(Bits((double)(ulong)x), Apply("Convert", "u64", "f64", x));
            Assert.Equal(Bits((float)(ulong)x), Apply("Convert", "u64", "f32", x));
        }
        foreach (double x in Reals) Assert.Equal(Bits((float)x), Apply("Convert", "f64", "f32", Bits(x)));
    }

    [Fact]
    public void Int_arithmetic_is_that_of_CSharp() => Operators(
        "i32", x => (int)x,
        ("Add", (a, b) => a + b), ("Subtract", (a, b) => a - b), ("Multiply", (a, b) => a * b), ("Divide", (a, b) => a / b), ("Remainder", (a, b) => a % b),
        ("ShiftLeft", (a, b) => a << b), ("ShiftRight", (a, b) => a >> b), ("ShiftRightUnsigned", (a, b) => a >>> b), ("Xor", (a, b) => a ^ b),
        ("AddChecked", (a, b) => checked(a + b)), ("SubtractChecked", (a, b) => checked(a - b)), ("MultiplyChecked", (a, b) => checked(a * b)), ("RowsOfTrips", (a, b) => checked(a * b)));

    [Fact]
    public void Uint_arithmetic_is_that_of_CSharp() => Operators(
        "u32", x => (uint)x,
        ("Add", (a, b) => a + b), ("Subtract", (a, b) => a - b), ("Multiply", (a, b) => a * b), ("Divide", (a, b) => a / b), ("Remainder", (a, b) => a % b),
        ("ShiftLeft", (a, b) => a << (int)b), ("ShiftRight", (a, b) => a >> (int)b), ("ShiftRightUnsigned", (a, b) => a >>> (int)b),
        ("AddChecked", (a, b) => checked(a + b)), ("SubtractChecked", (a, b) => checked(a - b)), ("MultiplyChecked", (a, b) => checked(a * b)), ("RowsOfTrips", (a, b) => checked(a * b)));

    [Fact]
    public void Long_arithmetic_is_that_of_CSharp() => Operators(
        "i64", x => x,
        ("Add", (a, b) => a + b), ("Subtract", (a, b) => a - b), ("Multiply", (a, b) => a * b), ("Divide", (a, b) => a / b), ("Remainder", (a, b) => a % b),
        ("ShiftLeft", (a, b) => a << (int)b), ("ShiftRight", (a, b) => a >> (int)b), ("ShiftRightUnsigned", (a, b) => a >>> (int)b),
        ("AddChecked", (a, b) => checked(a + b)), ("SubtractChecked", (a, b) => checked(a - b)), ("MultiplyChecked", (a, b) => checked(a * b)), ("RowsOfTrips", (a, b) => checked(a * b)));

    [Fact]
    public void Ulong_arithmetic_is_that_of_CSharp() => Operators(
        "u64", x => (ulong)x,
        ("Add", (a, b) => a + b), ("Subtract", (a, b) => a - b), ("Multiply", (a, b) => a * b), ("Divide", (a, b) => a / b), ("Remainder", (a, b) => a % b),
        ("ShiftLeft", (a, b) => a << (int)b), ("ShiftRight", (a, b) => a >> (int)b), ("ShiftRightUnsigned", (a, b) => a >>> (int)b),
        ("AddChecked", (a, b) => checked(a + b)), ("SubtractChecked", (a, b) => checked(a - b)), ("MultiplyChecked", (a, b) => checked(a * b)), ("RowsOfTrips", (a, b) => checked(a * b)));

    [Fact]
    public void Ulong_comparisons_have_no_sign()
    {
        Assert.Equal(0, Apply("Less", "u64", "bool", -1, 1));
        Assert.Equal(1, Apply("GreaterOrEqual", "u64", "bool", -1, 1));
        Assert.Equal(1, Apply("Less", "i64", "bool", -1, 1));
    }

    private static void Operators<T>(string type, Func<long, T> narrow, params (string Primitive, Func<T, T, T> Operator)[] rows)
        where T : INumberBase<T>
    {
        foreach ((string primitive, Func<T, T, T> apply) in rows)
        {
            foreach (T a in Integers.Select(narrow).Distinct())
            {
                foreach (T b in Integers.Select(narrow).Distinct())
                {
                    Assert.Equal(
                        (primitive, a, b, Outcome(() => BitsOf(apply(a, b)))),
                        (primitive, a, b, Outcome(() => Apply(primitive, type, type, BitsOf(a), BitsOf(b)))));
                }
            }
        }
    }

    private static long BitsOf<T>(T value) where T : INumberBase<T> => long.CreateTruncating(value);

    private static string Outcome(Func<long> run)
    {
        try
        {
            return run().ToString();
        }
        catch (ArithmeticException error)
        {
            return error.GetType().Name;
        }
    }
}
