// SPDX-License-Identifier: MIT
namespace MCUNetV2.Networks.Search;

/// <summary>
/// From a network that does not fit to one that does, and is as like it as can be: choices by lot are made smaller until one fits; then it gets its stages back one by one, the last
/// first, and the size of its input, as long as it still fits. The first stages decide about memory and the last ones about accuracy, but which choice it is that does not fit, nobody knows beforehand.
/// </summary>
/// <param name="first">Where to begin.</param>
/// <param name="variation">Makes it smaller.</param>
public sealed class Descent(NetworkGenes first, Variation variation)
{
    private NetworkGenes? _smaller;
    private NetworkGenes? _fitting;
    private int _restored = first.Stages.Length;

    /// <summary>The next network to ask about; null at the end.</summary>
    public NetworkGenes? Next()
    {
        if (_fitting is null)
        {
            return _smaller = _smaller is null ? first : variation.Shrink(_smaller);
        }

        return --_restored switch
        {
            >= 0 => _fitting with { Stages = _fitting.Stages.SetItem(_restored, first.Stages[_restored]) },
            -1 => _fitting with { StemChannels = first.StemChannels },
            -2 => _fitting with { InputSize = first.InputSize },
            _ => null,
        };
    }

    /// <param name="asked">What <see cref="Next"/> gave last, or what had to be made of it.</param>
    /// <param name="fits">Whether it does.</param>
    public void Learn(NetworkGenes asked, bool fits)
    {
        if (fits)
        {
            _fitting = asked;
        }
        else
        {
            _smaller = asked;
        }
    }
}
