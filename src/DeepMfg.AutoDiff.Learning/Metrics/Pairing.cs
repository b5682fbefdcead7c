namespace DeepMfg.AutoDiff.Learning;

/// <summary>Which classes a ranking of several classes sets against each other.</summary>
public enum Pairing
{
    /// <summary>Each class against all others together.</summary>
    OneVersusRest,

    /// <summary>Each class against each other one, both ways (Hand and Till, <i>Machine Learning</i> 45, 2001).</summary>
    OneVersusOne,
}
