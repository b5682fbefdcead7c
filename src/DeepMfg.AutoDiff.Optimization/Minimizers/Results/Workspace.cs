namespace DeepMfg.AutoDiff.Optimization;

/// <summary>Arrays that solves use one after another.</summary>
/// <remarks>One solve at a time: a workspace that is in use refuses a second one.</remarks>
public sealed class Workspace
{
    private readonly List<double[]> _arrays = [];
    private int _taken;
    private bool _isInUse;

    internal void Open()
    {
        if (_isInUse)
        {
            throw new InvalidOperationException("The workspace is in use by another solve. Give each solve that runs at the same time its own.");
        }

        (_isInUse, _taken) = (true, 0);
    }

    internal void Close() => _isInUse = false;

    /// <summary>An array of zeros: the one that was taken at this place by the solve before, if it has this length.</summary>
    internal double[] Take(int length)
    {
        if (_taken == _arrays.Count)
        {
            _arrays.Add(new double[length]);
        }
        else if (_arrays[_taken].Length != length)
        {
            _arrays[_taken] = new double[length];
        }
        else
        {
            Array.Clear(_arrays[_taken]);
        }

        return _arrays[_taken++];
    }
}
