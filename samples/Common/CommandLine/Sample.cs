using System.Globalization;

namespace DeepMfg.AutoDiff.Samples;

/// <summary>Runs a sample from the command line to the exit code.</summary>
public static class Sample
{
    /// <summary>0 where it ran to its end; 1 where the input or the command line does not fit, which is said in a sentence.</summary>
    public static int Run(Usage usage, IReadOnlyList<string> words, Action<Session> body)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (words.Contains("--help"))
        {
            Console.Write(usage);
            return 0;
        }

        try
        {
            var session = new Session(Arguments.Parse(usage, words));
            body(session);
            if (session.Written.Count > 0)
            {
                session.Say($"{session.Written.Count} plots are in {session.Arguments.Out}.");
            }

            return 0;
        }
        catch (InputException mistake)
        {
            Console.Error.WriteLine(mistake.Message);
            return 1;
        }
    }
}
