namespace DeepMfg.AutoDiff.Learning;

/// <summary>Where in a record the quoting goes wrong.</summary>
internal static class CsvQuoting
{
    /// <summary>The field that holds the first mistake, and its text as it stands in the file.</summary>
    internal static (int Column, string Found) Mistake(string record, CsvOptions options)
    {
        int column = 0, start = 0;
        bool quoted = false, closed = false;
        for (int i = 0; i < record.Length; i++)
        {
            char c = record[i];
            if (c == options.Quote)
            {
                bool opens = !quoted && !closed && string.IsNullOrWhiteSpace(record[start..i]);
                if (!opens && !quoted)
                {
                    break;
                }

                // A doubled quote stands for one.
                if (quoted && i + 1 < record.Length && record[i + 1] == options.Quote)
                {
                    i++;
                    continue;
                }

                (quoted, closed) = (opens, !opens);
            }
            else if (c == options.Separator && !quoted)
            {
                (column, start, closed) = (column + 1, i + 1, false);
            }
            else if (closed && !char.IsWhiteSpace(c))
            {
                break;
            }
        }

        int end = record.IndexOf(options.Separator, start);
        return (column, (quoted || end < 0 ? record[start..] : record[start..end]).Trim());
    }
}
