using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>
/// The pullbacks of the operations over spans: each adds to <c>xBar</c> what the cotangent <c>yBar</c> of the result pulls back to the argument x.
/// Only generated code calls them. Where an accumulator may be left out, it is empty.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Pullbacks
{
}
