// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Learning
{
    /// <summary>
    /// Learns classes from a handful of feature vectors each, and tells to which one a vector is nearest: the mean of a class stands for it, and a feature
    /// counts the less the more it varies within classes (the nearest centroid with a diagonal covariance; a quarter of the mean variance is added to each). Integers only:
    /// an interpreter executes it, and the same vectors give the same answers everywhere.
    /// </summary>
    /// <remarks>
    /// Memory, all of it allocated at once: (10 x classes + 4) x features + 4 x classes bytes; 7,056 for four classes of 160 features.
    /// </remarks>
    public class FeatureClassifier
    {
        /// <summary>Most vectors that are learnt; sums of squares could overflow beyond.</summary>
        public const int MostExamples = 32767;

        /// <summary>Most features of a vector; distances could overflow beyond.</summary>
        public const int MostFeatures = 1024;

        /// <summary>Most classes.</summary>
        public const int MostClasses = 32;

        // Means, and differences from them, are kept in quarters: 10 bits and a sign, so that a square has 20 and a weighted one 30.
        private const int Steps = 4;
        private const int One = 1024;
        private const int WeightBits = 10;

        private const int Magic = 0x314C434D;
        private const int HeaderWords = 4;
        private const int WordBytes = 4;

        private readonly int _features;
        private readonly int _classes;
        private readonly int[] _counts;
        private readonly int[] _sums;
        private readonly int[] _squares;
        private readonly short[] _means;
        private readonly int[] _weights;
        private bool _isPrepared;

        /// <summary>Creates a classifier that has learnt nothing.</summary>
        /// <param name="features">Values of a vector, 1 to <see cref="MostFeatures"/>.</param>
        /// <param name="classes">Classes that can be learnt, 1 to <see cref="MostClasses"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer or more.</exception>
        public FeatureClassifier(int features, int classes)
        {
            if (features < 1 || features > MostFeatures)
            {
                throw new ArgumentOutOfRangeException("features");
            }

            if (classes < 1 || classes > MostClasses)
            {
                throw new ArgumentOutOfRangeException("classes");
            }

            _features = features;
            _classes = classes;
            _counts = new int[classes];
            _sums = new int[classes * features];
            _squares = new int[classes * features];
            _means = new short[classes * features];
            _weights = new int[features];
        }

        /// <summary>Gets the values of a vector.</summary>
        public int Features
        {
            get { return _features; }
        }

        /// <summary>Gets the classes that can be learnt.</summary>
        public int Classes
        {
            get { return _classes; }
        }

        /// <summary>Gets the bytes that it keeps on the managed heap, without the headers of its six arrays.</summary>
        public int MemoryBytes
        {
            get { return ((_counts.Length + _sums.Length + _squares.Length + _weights.Length) * WordBytes) + (_means.Length * 2); }
        }

        /// <summary>Gets the bytes that <see cref="Save"/> writes.</summary>
        public int SavedBytes
        {
            get { return (HeaderWords + _counts.Length + _sums.Length + _squares.Length + 1) * WordBytes; }
        }

        /// <summary>Gets the vectors learnt, of all classes.</summary>
        public int Examples
        {
            get
            {
                int examples = 0;
                for (int label = 0; label < _classes; label++)
                {
                    examples += _counts[label];
                }

                return examples;
            }
        }

        /// <summary>Gets the distance of the last classified vector to the nearest class; 0 before the first one.</summary>
        public int Distance { get; private set; }

        /// <summary>
        /// Gets how much nearer the last classified vector was to its class than to the second nearest, 0 (as near) to 65536 (there is no other class, or it
        /// is the class's mean itself).
        /// </summary>
        public int Margin { get; private set; }

        /// <summary>The vectors learnt of a class.</summary>
        public int ExamplesOf(int label)
        {
            return _counts[label];
        }

        /// <summary>Learns that a vector is of a class.</summary>
        /// <param name="label">Class, from 0.</param>
        /// <param name="vector">Features, int8 as an output of a model has them.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
        /// <exception cref="ArgumentException">The vector has another length.</exception>
        /// <returns>Whether there was room for it: after <see cref="MostExamples"/> vectors nothing more is learnt.</returns>
        public bool Learn(int label, byte[] vector)
        {
            if (label < 0 || label >= _classes)
            {
                throw new ArgumentOutOfRangeException("label");
            }

            CheckLength(vector);
            if (Examples == MostExamples)
            {
                return false;
            }

            int[] sums = _sums;
            int[] squares = _squares;
            int first = label * _features;
            for (int index = 0; index < vector.Length; index++)
            {
                int value = (sbyte)vector[index];
                sums[first + index] += value;
                squares[first + index] += value * value;
            }

            _counts[label]++;
            _isPrepared = false;
            return true;
        }

        /// <summary>Forgets one class.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
        public void Forget(int label)
        {
            if (label < 0 || label >= _classes)
            {
                throw new ArgumentOutOfRangeException("label");
            }

            for (int index = label * _features; index < (label + 1) * _features; index++)
            {
                _sums[index] = 0;
                _squares[index] = 0;
            }

            _counts[label] = 0;
            _isPrepared = false;
        }

        /// <summary>The class that a vector is nearest to; <see cref="Margin"/> then says how surely.</summary>
        /// <param name="vector">Features, int8.</param>
        /// <exception cref="ArgumentException">The vector has another length.</exception>
        /// <returns>The class, or -1 while nothing has been learnt.</returns>
        public int Classify(byte[] vector)
        {
            CheckLength(vector);
            if (!_isPrepared)
            {
                Prepare();
            }

            int best = -1;
            int nearest = int.MaxValue;
            int second = int.MaxValue;
            for (int label = 0; label < _classes; label++)
            {
                if (_counts[label] == 0)
                {
                    continue;
                }

                int distance = DistanceTo(label, vector);
                if (distance < nearest)
                {
                    second = nearest;
                    nearest = distance;
                    best = label;
                }
                else if (distance < second)
                {
                    second = distance;
                }
            }

            Distance = best < 0 ? 0 : nearest;
            Margin = best < 0 ? 0 : second == int.MaxValue ? 65536 : second == 0 ? 0 : (int)(65536 - ((long)nearest * 65536 / second));
            return best;
        }

        /// <summary>Everything learnt, to be kept over a restart.</summary>
        /// <param name="key">What the features come from, so that those of another model are not taken for them; see <see cref="Restore"/>.</param>
        public byte[] Save(int key)
        {
            byte[] bytes = new byte[SavedBytes];
            int at = Write(bytes, 0, Magic);
            at = Write(bytes, at, key);
            at = Write(bytes, at, _features);
            at = Write(bytes, at, _classes);
            at = Write(bytes, at, _counts);
            at = Write(bytes, at, _sums);
            at = Write(bytes, at, _squares);
            Write(bytes, at, Checksum(bytes, at));
            return bytes;
        }

        /// <summary>Takes up what <see cref="Save"/> gave.</summary>
        /// <param name="bytes">The bytes; more may follow. Null is nothing.</param>
        /// <param name="key">As it was given to <see cref="Save"/>.</param>
        /// <returns>Whether it was that of as many features and classes, with the same key, and undamaged; if not, nothing changes.</returns>
        public bool Restore(byte[] bytes, int key)
        {
            int end = SavedBytes - WordBytes;
            if (bytes == null || bytes.Length < SavedBytes || Read(bytes, 0) != Magic || Read(bytes, 4) != key || Read(bytes, 8) != _features
                || Read(bytes, 12) != _classes || Read(bytes, end) != Checksum(bytes, end))
            {
                return false;
            }

            int at = Read(bytes, HeaderWords * WordBytes, _counts);
            at = Read(bytes, at, _sums);
            Read(bytes, at, _squares);
            _isPrepared = false;
            return true;
        }

        private static int Write(byte[] bytes, int at, int value)
        {
            bytes[at] = (byte)value;
            bytes[at + 1] = (byte)(value >> 8);
            bytes[at + 2] = (byte)(value >> 16);
            bytes[at + 3] = (byte)(value >> 24);
            return at + WordBytes;
        }

        private static int Write(byte[] bytes, int at, int[] values)
        {
            for (int index = 0; index < values.Length; index++)
            {
                at = Write(bytes, at, values[index]);
            }

            return at;
        }

        private static int Read(byte[] bytes, int at)
        {
            return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
        }

        private static int Read(byte[] bytes, int at, int[] values)
        {
            for (int index = 0; index < values.Length; index++)
            {
                values[index] = Read(bytes, at);
                at += WordBytes;
            }

            return at;
        }

        /// <summary>FNV-1a (Fowler, Noll, Vo).</summary>
        private static int Checksum(byte[] bytes, int count)
        {
            uint hash = 2166136261;
            for (int index = 0; index < count; index++)
            {
                hash = (hash ^ bytes[index]) * 16777619;
            }

            return (int)hash;
        }

        private void CheckLength(byte[] vector)
        {
            if (vector.Length != _features)
            {
                throw new ArgumentException(vector.Length + " features, not " + _features);
            }
        }

        /// <summary>Sum over the features of weight x (value - mean) squared, in sixteenths of a step.</summary>
        private int DistanceTo(int label, byte[] vector)
        {
            short[] means = _means;
            int[] weights = _weights;
            int first = label * _features;
            int distance = 0;
            for (int index = 0; index < vector.Length; index++)
            {
                int difference = ((sbyte)vector[index] * Steps) - means[first + index];
                distance += (difference * difference * weights[index]) >> WeightBits;
            }

            return distance;
        }

        private void Prepare()
        {
            for (int label = 0; label < _classes; label++)
            {
                int count = _counts[label];
                for (int index = 0; index < _features && count > 0; index++)
                {
                    int sum = _sums[(label * _features) + index] * Steps;
                    _means[(label * _features) + index] = (short)((sum + (sum < 0 ? -count / 2 : count / 2)) / count);
                }
            }

            // Weights hold the variances first.
            int examples = Examples;
            long total = 0;
            for (int index = 0; index < _features && examples > 0; index++)
            {
                long within = 0;
                for (int label = 0; label < _classes; label++)
                {
                    int at = (label * _features) + index;
                    long sum = _sums[at];
                    within += _counts[label] == 0 ? 0 : ((long)_squares[at] * Steps * Steps) - (sum * sum * Steps * Steps / _counts[label]);
                }

                _weights[index] = within <= 0 ? 0 : (int)(within / examples);
                total += _weights[index];
            }

            int mean = (int)(total / _features);
            for (int index = 0; index < _features; index++)
            {
                _weights[index] = mean == 0 ? One : (int)((long)One * mean / ((4L * _weights[index]) + mean));
            }

            _isPrepared = true;
        }
    }
}
