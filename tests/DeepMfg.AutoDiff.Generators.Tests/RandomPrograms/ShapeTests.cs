using DeepMfg.AutoDiff.Generators.IR;

namespace DeepMfg.AutoDiff.Generators.Tests.RandomPrograms;

/// <summary>The random programs are worth nothing if they are all alike.</summary>
public class ShapeTests
{
    private static readonly Program[] Programs = [.. Enumerable.Range(1, 400).Select(static seed => Case.Draw(seed).Program)];

    [Fact]
    public void They_have_every_kind_of_statement()
    {
        AssertOften(0.4, static statement => statement is If);
        AssertOften(0.3, static statement => statement is Loop { Counter: not null });
        AssertOften(0.3, static statement => statement is Loop { Counter: null });
        AssertOften(0.1, static statement => statement is Call);
    }

    [Fact]
    public void They_have_loops_in_loops() =>
        AssertOften(0.2, static statement => statement is Loop && Inside(statement).Any(static inner => inner is Loop));

    [Fact]
    public void They_have_branches_in_branches() =>
        AssertOften(0.2, static statement => statement is If && Inside(statement).Any(static inner => inner is If));

    [Fact]
    public void They_have_loops_that_break() =>
        AssertOften(0.05, static statement => statement is Loop { Counter: null } loop && TailOf(loop.Body) is { } test && Leaves(test).Count(static leaf => leaf == Constant.False) > 1);

    [Fact]
    public void They_return_early() =>
        Assert.InRange(Programs.Count(static program => TailOf(program.Main.Body) is not null), 0.1 * Programs.Length, Programs.Length);

    [Fact]
    public void A_seed_gives_the_same_program_again() => Assert.Equal(Programs[7], Case.Draw(8).Program);

    private static void AssertOften(double share, Predicate<Statement> kind) =>
        Assert.InRange(Programs.Count(program => Walk.All(program.Main.Body).Any(kind.Invoke)), share * Programs.Length, Programs.Length);

    private static IEnumerable<Statement> Inside(Statement statement) => statement.Blocks.SelectMany(Walk.All);

    private static If? TailOf(Block block) =>
        block.Statements.Count > 0 && block.Statements[^1] is If tail && tail.Results.Count > 0 && block.Yield.Contains(tail.Results[0]) ? tail : null;

    /// <summary>The first yields of all arms that end without another branch.</summary>
    private static IEnumerable<Operand> Leaves(If tail) =>
        tail.Blocks.SelectMany(static arm => TailOf(arm) is { } inner ? Leaves(inner) : [arm.Yield[0]]);
}
