using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.IR;

public class PrinterParserTests
{
    [Theory]
    [InlineData(Samples.Everything)]
    [InlineData(Samples.Power)]
    public void Printing_what_was_parsed_gives_the_same_text_and_parsing_that_an_equal_program(string text)
    {
        Program program = Parser.Parse(text);

        Assert.Equal(text, Printer.Print(program));
        Assert.Equal(program, Parser.Parse(Printer.Print(program)));
    }

    [Fact]
    public void Programs_that_differ_in_an_origin_are_not_equal() =>
        Assert.NotEqual(Parser.Parse(Samples.Power), Parser.Parse(Samples.Power.Replace("\"break\"", "\"brake\"")));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(3, "3.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1e300, "1E+300")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E+308")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void A_double_is_printed_as_CSharp_prints_it(double value, string expected) =>
        Assert.Equal($"yield {expected}", YieldOf(Constant.Of(value, IrType.Float64)));

    [Fact]
    public void Constants_of_every_type_come_back_to_the_bit()
    {
        Random random = new(7);
        for (int i = 0; i < 2000; i++)
        {
            long bits = random.NextInt64() ^ (random.NextInt64() << 32);
            float single = BitConverter.Int32BitsToSingle((int)bits);
            Constant[] constants =
            [
                new(bits, IrType.Float64), Constant.Of(single, IrType.Float32), new(bits, IrType.Float32), new(bits, IrType.Int64),
                new((int)bits, IrType.Int32), new(bits, new IrType(Element.UInt64)), new((byte)bits, new IrType(Element.UInt8)),
                new((char)bits, new IrType(Element.Char)), new(bits & 3, IrType.Bool), new(0, IrType.Opaque("List<\"\\>")),
                new(bits, IrType.Float64 with { Lanes = 8 }),
            ];
            Program program = new(new Function("f", [], new Block([], [.. constants])), []);
            Assert.Equal(program, Parser.Parse(Printer.Print(program)));
        }
    }

    [Fact]
    public void A_NaN_keeps_its_payload()
    {
        Constant payload = new(0x7FF8_0000_0000_1234, IrType.Float64);

        Assert.Equal("yield 0x7FF8000000001234", YieldOf(payload));
        Assert.Equal(payload, Parser.Parse("function f() { yield 0x7FF8000000001234 }").Main.Body.Yield[0]);
    }

    [Theory]
    [InlineData("function f() {\n yield y\n}", 2, "the variable 'y' is not defined")]
    [InlineData("function f() {\n x: f64 = let 3\n}", 2, "expected if, for, while, call, opaque or perform, found 'let'")]
    [InlineData("function f() {\n\n x = 3\n}", 3, "expected a statement, found 'x'")]
    [InlineData("function f() {\n let x: f65 = Sin(1.0)\n yield\n}", 2, "'f65' is no type")]
    [InlineData("function f() {\n store t[0] = 1.0\n}", 2, "the variable 't' is not defined")]
    [InlineData("function f(x: f64) {\n store x[1] = 2.0\n}", 2, "what has elements is storage")]
    [InlineData("function f() {\n yield 1, 2", 2, "expected '}', found the end of the text")]
    [InlineData("function f() {\n yield 1.5: i32 }", 2, "'1.5' is no i32")]
    [InlineData("function f() {\n yield \"open }", 2, "the string has no end")]
    [InlineData("function f() { yield 1 ; }", 1, "unexpected character ';'")]
    [InlineData("", 1, "expected 'function', found the end of the text")]
    public void An_error_names_its_line(string text, int line, string message)
    {
        ParseException error = Assert.Throws<ParseException>(() => Parser.Parse(text));

        Assert.StartsWith($"Line {line}: ", error.Message);
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Text_cut_off_anywhere_is_an_error_and_never_another_exception()
    {
        for (int length = 0; length < Samples.Power.TrimEnd().Length; length++)
        {
            Assert.Throws<ParseException>(() => Parser.Parse(Samples.Power.Substring(0, length)));
        }
    }

    private static string YieldOf(Constant constant) =>
        Printer.Print(new Function("f", [], new Block([], [constant]))).Split('\n')[1].Trim();
}
