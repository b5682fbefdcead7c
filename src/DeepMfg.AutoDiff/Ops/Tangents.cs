using System.ComponentModel;

namespace DeepMfg.AutoDiff;

/// <summary>
/// The tangents of the operations over spans: each writes into <c>yDot</c> the tangent of the result along the tangent <c>xDot</c> of the argument x.
/// Only generated code calls them. An empty tangent is zero where that is said.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Tangents
{
}
