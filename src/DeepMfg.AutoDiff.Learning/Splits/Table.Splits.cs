namespace DeepMfg.AutoDiff.Learning;

/// <content>Dividing into tables to train on and to test on.</content>
public sealed partial class Table
{
    /// <summary>Draws the test rows from all rows alike.</summary>
    /// <param name="testShare">The part to test on, between 0 and 1.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>Both tables, the rows in this one's order.</returns>
    public (Table Train, Table Test) SplitRandom(double testShare, long seed) => Divide(Splits.Random(Count, testShare, seed));

    /// <summary>Draws the test rows so that each value of a column has its part of them, to one row.</summary>
    /// <param name="column">The column: the labels.</param>
    /// <param name="testShare">The part to test on, between 0 and 1.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>Both tables, the rows in this one's order.</returns>
    /// <exception cref="ArgumentException">There is no such column, or a label is missing.</exception>
    public (Table Train, Table Test) SplitStratified(string column, double testShare, long seed) =>
        Divide(Splits.Stratified<int>(Grouping.Codes(this[column]), testShare, seed));

    /// <summary>Draws whole groups to test on: no group is on both sides.</summary>
    /// <param name="column">The column that names the groups.</param>
    /// <param name="testShare">The part of the rows to test on, between 0 and 1.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>Both tables, the rows in this one's order.</returns>
    /// <exception cref="ArgumentException">There is no such column, a group is missing, or there is one only.</exception>
    public (Table Train, Table Test) SplitByGroup(string column, double testShare, long seed) =>
        Divide(Splits.ByGroup<int>(Grouping.Codes(this[column]), testShare, seed));

    /// <summary>Tests on the latest rows. Rows of one time stay together.</summary>
    /// <param name="column">The column of times, or of numbers that grow with time.</param>
    /// <param name="testShare">The part to test on, between 0 and 1.</param>
    /// <returns>Both tables, in order of time.</returns>
    /// <exception cref="ArgumentException">There is no such column, or a time is missing.</exception>
    public (Table Train, Table Test) SplitByTime(string column, double testShare) => Divide(Splits.ByTime(TimeOrder.Numbers(this[column]), testShare));

    /// <summary>k folds, each tested on once.</summary>
    /// <param name="folds">k.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>The tables of each fold, made when asked for.</returns>
    public IEnumerable<(Table Train, Table Test)> KFold(int folds, long seed) => Folds.KFold(Count, folds, seed).Select(Divide);

    /// <summary>k folds, in each of which every value of a column has its part.</summary>
    /// <param name="column">The column: the labels.</param>
    /// <param name="folds">k.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>The tables of each fold, made when asked for.</returns>
    public IEnumerable<(Table Train, Table Test)> KFoldStratified(string column, int folds, long seed) =>
        Folds.Stratified<int>(Grouping.Codes(this[column]), folds, seed).Select(Divide);

    /// <summary>k folds of whole groups.</summary>
    /// <param name="column">The column that names the groups.</param>
    /// <param name="folds">k.</param>
    /// <param name="seed">What is drawn; the same rows on every machine.</param>
    /// <returns>The tables of each fold, made when asked for.</returns>
    public IEnumerable<(Table Train, Table Test)> KFoldByGroup(string column, int folds, long seed) =>
        Folds.ByGroup<int>(Grouping.Codes(this[column]), folds, seed).Select(Divide);

    /// <summary>Tests on later and later rows and trains on those before them.</summary>
    /// <param name="column">The column of times, or of numbers that grow with time.</param>
    /// <param name="plan">How many origins, how many rows to test on, how far apart; by default five.</param>
    /// <returns>The tables of each origin, in order of time, made when asked for.</returns>
    public IEnumerable<(Table Train, Table Test)> RollingOrigin(string column, RollingPlan? plan = null)
    {
        int[] order = TimeOrder.Of(TimeOrder.Numbers(this[column]));
        Table ordered = Take(order);
        return Folds.RollingOrigin(Count, plan ?? new RollingPlan()).Select(ordered.Divide);
    }

    /// <summary>The rows to train on and those to test on.</summary>
    /// <param name="split">Which those are.</param>
    /// <returns>Both tables.</returns>
    public (Table Train, Table Test) Divide(Split split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return (Take(split.Train), Take(split.Test));
    }
}
