// A curve, its parameters and how well they are known: the wear of a tool over its minutes in the cut, or any problem of NIST's collection. A model is one
// plain method; the solver's Jacobian, the band about the curve and the interval of the tool's life all come from its generated gradient.

using CurveFitting;
using DeepMfg.AutoDiff.Samples;

var usage = new Usage(
    "CurveFitting",
    "Fits curves by least squares, with intervals of the parameters and of what follows from them.",
    "a CSV file with columns minutes and microns, a .dat file of NIST StRD (nonlinear regression), or a folder of these",
    new Setting("limit", 300, 1, "the wear in µm at which a tool is worn out"),
    new Setting("points", 40, 5, "how many measurements are simulated"));

return Sample.Run(usage, args, session =>
{
    Arguments asked = session.Arguments;
    if (asked.Data is { } path && NistReport.Takes(path))
    {
        if (asked.Test is not null) throw new InputException("NIST's problems are judged by their certified answers: leave --test out.");
        NistReport.Write(session, path);
        return;
    }

    WearTable table = asked.Data is { } file ? WearTable.Read(file) : Simulator.Table(asked["points"], seed: 1);
    WearTable? test = asked.Test is { } other ? WearTable.Read(other, isFitted: false) : null;
    WearReport.Write(session, table, test);
});
