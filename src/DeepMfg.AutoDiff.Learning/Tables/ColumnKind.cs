namespace DeepMfg.AutoDiff.Learning;

/// <summary>What a column of a <see cref="Table"/> holds.</summary>
public enum ColumnKind
{
    /// <summary>Numbers: <see cref="NumberColumn"/>.</summary>
    Number,

    /// <summary>Some few texts, again and again: <see cref="CategoryColumn"/>.</summary>
    Category,

    /// <summary>Texts of any kind: <see cref="TextColumn"/>.</summary>
    Text,

    /// <summary>Points in time: <see cref="TimeColumn"/>.</summary>
    Time,
}
