// SPDX-License-Identifier: MIT
namespace MCUNetV2.Diagnostics
{
    /// <summary>
    /// Builds one line of JSON: an object of numbers, texts and truth values. Its pieces are gathered and joined once, by the runtime's own
    /// code: an interpreter that copies characters would take longer over a line than the kernels over some layers.
    /// </summary>
    public class JsonLine
    {
        private const int MostPieces = 64;

        private readonly string[] _pieces = new string[MostPieces];
        private string _done;
        private int _count;

        /// <summary>Starts an object whose first member is "type".</summary>
        public JsonLine(string type)
        {
            _done = "{\"type\":\"" + type + "\"";
        }

        /// <summary>Adds a whole number.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value.</param>
        public JsonLine Add(string name, int value)
        {
            return Append(name, value.ToString());
        }

        /// <summary>Adds a number, rounded to four decimals; 0 for one that is not finite or beyond 200,000.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value.</param>
        public JsonLine Add(string name, float value)
        {
            bool isNegative = value < 0;
            float size = isNegative ? -value : value;
            int scaled = size < 200000f ? (int)((size * 10000f) + 0.5f) : 0;
            int whole = scaled / 10000;
            string decimals = (10000 + scaled - (whole * 10000)).ToString();
            return Append(name, (isNegative && scaled > 0 ? "-" : "") + whole.ToString() + "." + decimals.Substring(1));
        }

        /// <summary>Adds a truth value.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value.</param>
        public JsonLine Add(string name, bool value)
        {
            return Append(name, value ? "true" : "false");
        }

        /// <summary>Adds text.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value; null is written as nothing.</param>
        public JsonLine Add(string name, string value)
        {
            return Append(name, Quote(value));
        }

        /// <summary>Adds an array of whole numbers.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="values">Its values.</param>
        public JsonLine Add(string name, int[] values)
        {
            Append(name, "[");
            for (int index = 0; index < values.Length; index++)
            {
                Append(index == 0 ? values[index].ToString() : "," + values[index].ToString());
            }

            Append("]");
            return this;
        }

        /// <summary>The line, without its end.</summary>
        public override string ToString()
        {
            Join();
            return _done + "}";
        }

        private static string Quote(string value)
        {
            if (value == null)
            {
                return "\"\"";
            }

            return "\"" + (IsPlain(value) ? value : Escape(value)) + "\"";
        }

        private static bool IsPlain(string value)
        {
            for (int index = 0; index < value.Length; index++)
            {
                char c = value[index];
                if (c < ' ' || c == '"' || c == '\\')
                {
                    return false;
                }
            }

            return true;
        }

        private static string Escape(string value)
        {
            string text = "";
            for (int index = 0; index < value.Length; index++)
            {
                char c = value[index];
                text += c == '"' || c == '\\' ? "\\" + c.ToString() : c < ' ' ? " " : c.ToString();
            }

            return text;
        }

        private JsonLine Append(string name, string value)
        {
            if (_count + 4 > MostPieces)
            {
                Join();
            }

            string[] pieces = _pieces;
            int count = _count;
            pieces[count] = ",\"";
            pieces[count + 1] = name;
            pieces[count + 2] = "\":";
            pieces[count + 3] = value;
            _count = count + 4;
            return this;
        }

        private void Append(string piece)
        {
            if (_count == MostPieces)
            {
                Join();
            }

            _pieces[_count] = piece;
            _count++;
        }

        private void Join()
        {
            for (int index = _count; index < MostPieces; index++)
            {
                _pieces[index] = null;
            }

            _done += string.Concat(_pieces);
            _count = 0;
        }
    }
}
