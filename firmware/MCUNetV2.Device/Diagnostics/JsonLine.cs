// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Diagnostics
{
    /// <summary>
    /// Builds one line of JSON: an object of numbers, texts and truth values. Its pieces are gathered and joined once, by the runtime's own
    /// code: an interpreter that copies characters would take longer over a line than the kernels over some layers.
    /// </summary>
    public class JsonLine
    {
        private const int MostPieces = 64;
        private const int MostCharacters = 12; // of a number
        private const int Units = MostCharacters - 5; // where the last digit before four decimals comes

        private const float Limit = 2e9f; // below what an int holds
        private const string Type = "{\"type\":\"";

        private static readonly string BeforeName = ",\""; // a literal is a new string each time that it is reached
        private static readonly string AfterName = "\":";
        private static readonly string Mark = "\"";
        private static readonly char[] Escaped = MakeEscaped();

        private readonly string[] _pieces = new string[MostPieces];
        private readonly char[] _number = new char[MostCharacters];
        private int _count;

        /// <summary>Starts an object whose first member is "type".</summary>
        public JsonLine(string type)
        {
            _pieces[0] = Type;
            _pieces[1] = type;
            _pieces[2] = Mark;
            _count = 3;
        }

        /// <summary>Adds a whole number.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value.</param>
        public JsonLine Add(string name, int value)
        {
            return Append(name, ToText(value, false));
        }

        /// <summary>Adds a number, rounded to four decimals; 0 for one that is not finite or beyond 200,000.</summary>
        /// <param name="name">Name of the member, without characters that JSON escapes.</param>
        /// <param name="value">Its value.</param>
        public JsonLine Add(string name, float value)
        {
            float scaled = value * 10000f;
            bool isSmall = scaled < Limit && scaled > -Limit;
            return Append(name, ToText(isSmall ? (int)(scaled < 0 ? scaled - 0.5f : scaled + 0.5f) : 0, true));
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
                Append(index == 0 ? ToText(values[index], false) : "," + ToText(values[index], false));
            }

            Append("]");
            return this;
        }

        /// <summary>The line, without its end.</summary>
        public override string ToString()
        {
            if (_count == MostPieces)
            {
                Join();
            }

            _pieces[_count] = "}";
            string line = string.Concat(_pieces);
            _pieces[_count] = null;
            return line;
        }

        private static char[] MakeEscaped()
        {
            char[] characters = new char[' ' + 1];
            for (int code = 1; code < ' '; code++)
            {
                characters[code - 1] = (char)code;
            }

            characters[' ' - 1] = '"';
            characters[' '] = '\\';
            return characters;
        }

        private static string Quote(string value)
        {
            return string.Concat(Mark, value == null || value.IndexOfAny(Escaped) < 0 ? value : Escape(value), Mark);
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

        /// <summary>Makes room for the point before the last four digits, of which there are five at least then; where the text begins.</summary>
        private static int SetPoint(char[] text, int first)
        {
            while (first > Units)
            {
                first--;
                text[first] = '0';
            }

            Array.Copy(text, first, text, first - 1, Units + 1 - first);
            text[Units] = '.';
            return first - 1;
        }

        private JsonLine Append(string name, string value)
        {
            if (_count > MostPieces - 4)
            {
                Join();
            }

            string[] pieces = _pieces;
            int count = _count;
            pieces[count] = BeforeName;
            pieces[count + 1] = name;
            pieces[count + 2] = AfterName;
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
            _pieces[0] = string.Concat(_pieces);
            Array.Clear(_pieces, 1, MostPieces - 1);
            _count = 1;
        }

        /// <summary>
        /// A number, or so many ten thousandths. Digits come from the last one on, and of numbers that are not positive, of which there is one
        /// more than of the others.
        /// </summary>
        private string ToText(int value, bool hasDecimals)
        {
            char[] text = _number;
            int first = MostCharacters;
            int rest = value < 0 ? value : -value;
            do
            {
                int higher = rest / 10;
                first--;
                text[first] = (char)('0' + (higher * 10) - rest);
                rest = higher;
            }
            while (rest != 0);
            if (hasDecimals)
            {
                first = SetPoint(text, first);
            }

            if (value < 0)
            {
                first--;
                text[first] = '-';
            }

            return new string(text, first, MostCharacters - first);
        }
    }
}
