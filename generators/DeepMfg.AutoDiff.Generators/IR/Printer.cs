using System.Globalization;
using System.Text;
using DeepMfg.AutoDiff.Generators.Infrastructure;

namespace DeepMfg.AutoDiff.Generators.IR;

/// <summary>Prints IR by the grammar at the head of <c>Function.cs</c>; <see cref="Parser"/> reads it back to an equal value.</summary>
internal sealed class Printer
{
    private readonly StringBuilder text = new();
    private readonly string prefix;
    private int depth;

    private Printer(string prefix) => this.prefix = prefix;

    /// <param name="program">The program.</param>
    /// <param name="prefix">What goes in front of the functions' names.</param>
    public static string Print(Program program, string prefix = "")
    {
        Printer printer = new(prefix);
        printer.Print(program.Main, first: true);
        foreach (Function callee in program.Callees) printer.Print(callee, first: false);
        return printer.text.ToString();
    }

    public static string Print(Function function) => Print(new Program(function, []));

    private void Print(Function function, bool first)
    {
        if (!first) text.Append('\n');
        Define(function);
        text.Append('\n');
    }

    private void Define(Function function)
    {
        text.Append("function ").Append(Notation.Name(prefix + function.Name)).Append('(');
        Separated(function.Parameters, Define);
        text.Append(") ");
        if (function.Part != Sweep.None) text.Append(function.Part == Sweep.Forward ? "forward sweep " : "reverse sweep ");
        Print(function.Body);
        if (function.Rule is not { } rule) return;
        Print(" called ", rule.Call);
        if (rule.Jvp is { } jvp) Print(" jvp ", jvp);
        if (rule.Vjp is { } vjp) Print(" vjp ", vjp);
        if (rule.Pair is not { } pair) return;
        Print(" pair ", pair.Recording);
        Print(" ", pair.Pullback);
    }

    private void Print(string part, Function function)
    {
        text.Append(part);
        Define(function);
    }

    private void Print(Block block)
    {
        text.Append("{\n");
        depth++;
        foreach (Statement statement in block.Statements)
        {
            Indent();
            Print(statement);
            text.Append('\n');
        }
        Indent();
        text.Append("yield");
        if (!block.Yield.IsEmpty) text.Append(' ');
        Separated(block.Yield, Print);
        text.Append('\n');
        depth--;
        Indent();
        text.Append('}');
    }

    private void Print(Statement statement)
    {
        switch (statement)
        {
            case Let let: Print(let); break;
            case If @if: Print(@if); return;
            case Loop loop: Print(loop); return;
            case Call call: Print(call); break;
            case Opaque opaque: Print(opaque); break;
            case Store store: Print("store ", store.Cell, store.Throws ? " throws = " : " = ", store.Value); break;
            case Accumulate add: Print("add ", add.Cell, add.Throws ? " throws += " : " += ", add.Value); break;
            case Perform perform:
                Results(perform.Results);
                text.Append("perform ").Append(Notation.Name(perform.Kernel));
                Arguments(perform.Arguments);
                if (perform.Throws) text.Append(" throws");
                break;
            case Reach reach:
                text.Append("reach ");
                Print(reach.Cell);
                break;
            default: throw new InvalidOperationException($"Unknown statement {statement.GetType().Name}.");
        }
        PrintOrigin(statement);
    }

    private void Print(Let let)
    {
        text.Append("let ");
        Define(let.Target);
        text.Append(" = ");
        switch (let.Value)
        {
            case Apply apply:
                text.Append(Notation.Name(apply.Primitive));
                Arguments(apply.Arguments);
                break;
            case Load load:
                text.Append("load ");
                Print(load.Cell);
                if (load.Throws) text.Append(" throws");
                break;
            case Alloc alloc:
                text.Append("alloc ");
                Print(alloc.Type);
                Arguments(alloc.Sizes);
                text.Append(alloc.Contents switch { Contents.Zero => " zero", Contents.Rows => " rows", _ => "" });
                break;
            case Slice slice:
                text.Append("slice ");
                Print(slice.Storage);
                text.Append('[');
                Print(slice.Start);
                text.Append(", ");
                Print(slice.Count);
                text.Append(slice.Throws ? "] throws" : "]");
                break;
            case View view:
                text.Append("view ");
                Print(view.Storage);
                text.Append(" as ");
                Print(view.Type);
                break;
            case Length length:
                text.Append("length ");
                Print(length.Storage);
                if (length.Dimension > 0) text.Append(", ").Append(length.Dimension.ToString(CultureInfo.InvariantCulture));
                break;
            default: throw new InvalidOperationException($"Unknown expression {let.Value.GetType().Name}.");
        }
    }

    private void Print(If @if)
    {
        Results(@if.Results);
        text.Append("if ");
        Print(@if.Condition);
        Head(@if);
        Print(@if.Then);
        text.Append(" else ");
        Print(@if.Else);
    }

    private void Print(Loop loop)
    {
        Results(loop.Results);
        if (loop.Counter is { } counter) Print(counter);
        else text.Append("while");
        Carrying(loop.Carried);
        Head(loop);
        Print(loop.Body);
    }

    private void Print(Counter counter)
    {
        text.Append("for ");
        Define(counter.Index);
        text.Append(" in ");
        Print(counter.Start);
        text.Append(counter.Inclusive ? " ..= " : " .. ");
        Print(counter.Bound);
        text.Append(" by ").Append(counter.Step.ToString(CultureInfo.InvariantCulture));
    }

    private void Print(string verb, Cell cell, string sign, Operand value)
    {
        text.Append(verb);
        Print(cell);
        text.Append(sign);
        Print(value);
    }

    private void Print(Cell cell)
    {
        Print(cell.Storage);
        text.Append('[');
        Separated(cell.Indices, Print);
        text.Append(']');
    }

    private void Print(Call call)
    {
        Results(call.Results);
        text.Append("call ").Append(Notation.Name(prefix + call.Callee));
        Arguments(call.Arguments);
        if (!call.Writes.IsEmpty)
        {
            text.Append(" writes ");
            Separated(call.Writes, i => text.Append(i.ToString(CultureInfo.InvariantCulture)));
        }
        if (call.IsCheckpoint) text.Append(" checkpoint");
    }

    private void Print(Opaque opaque)
    {
        Results(opaque.Results);
        text.Append("opaque ");
        if (opaque.Text.HasValue) text.Append("value ");
        if (opaque.Text.Pure) text.Append("pure ");
        if (opaque.Text.Throws) text.Append("throws ");
        if (opaque.Text.Reads) text.Append("reads ");
        text.Append(Notation.Quoted(opaque.Text.Template));
        Arguments(opaque.Arguments);
    }

    private void Results(EquatableArray<Variable> results)
    {
        if (results.IsEmpty) return;
        Separated(results, Define);
        text.Append(" = ");
    }

    private void Carrying(EquatableArray<Carried> carried)
    {
        if (carried.IsEmpty) return;
        text.Append(" carrying ");
        Separated(carried, value =>
        {
            Define(value.Variable);
            text.Append(" = ");
            Print(value.Initial);
        });
    }

    private void Arguments(EquatableArray<Operand> arguments)
    {
        text.Append('(');
        Separated(arguments, Print);
        text.Append(')');
    }

    private void Head(Statement statement)
    {
        PrintOrigin(statement);
        text.Append(' ');
    }

    private void PrintOrigin(Statement statement)
    {
        if (statement.Origin.Begins != Sweep.None) text.Append(statement.Origin.Begins == Sweep.Forward ? " forward sweep" : " reverse sweep");
        if (statement.Origin.Text.Length > 0) text.Append(' ').Append(Notation.Quoted(statement.Origin.Text));
    }

    private void Define(Variable variable)
    {
        Print(variable);
        text.Append(": ");
        Print(variable.Type);
    }

    private void Print(Operand operand) =>
        text.Append(operand is Constant constant ? Notation.Literal(constant) : Notation.Escaped(((Variable)operand).Name));

    private void Print(IrType type) => text.Append(Notation.Type(type));

    private void Separated<T>(EquatableArray<T> items, Action<T> print)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            print(items[i]);
        }
    }

    private void Indent() => text.Append(' ', 4 * depth);
}
