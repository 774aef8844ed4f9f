// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Cost;

/// <summary>
/// What a piece of work consists of: how many times it does each thing that takes a fixed number of instructions on a target. A thing's name is
/// its kernel's and what it is, as "conv_2d: group of a pair"; a target's <see cref="CostModel"/> knows what each takes.
/// </summary>
public sealed class CostTerms
{
    private readonly Dictionary<string, double> _amounts = [];

    /// <summary>How often each thing is done.</summary>
    public IReadOnlyDictionary<string, double> Amounts => _amounts;

    /// <summary>Adds to a thing; nothing when there is none of it.</summary>
    internal void Add(string term, double amount)
    {
        if (amount != 0)
        {
            _amounts[term] = _amounts.GetValueOrDefault(term) + amount;
        }
    }

    /// <summary>Adds all of another piece of work, so many times.</summary>
    internal void Add(CostTerms other, double times)
    {
        foreach ((string term, double amount) in other._amounts)
        {
            Add(term, amount * times);
        }
    }
}
