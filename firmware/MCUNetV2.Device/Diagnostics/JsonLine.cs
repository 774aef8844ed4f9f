using System.Text;

namespace MCUNetV2.Diagnostics
{
    /// <summary>Builds one line of JSON: an object of numbers, texts and truth values.</summary>
    public class JsonLine
    {
        private readonly StringBuilder _text = new StringBuilder();

        /// <summary>Starts an object whose first member is "type".</summary>
        public JsonLine(string type)
        {
            _text.Append("{\"type\":");
            AppendText(type);
        }

        /// <summary>Adds a whole number.</summary>
        public JsonLine Add(string name, int value)
        {
            AppendName(name);
            _text.Append(value.ToString());
            return this;
        }

        /// <summary>Adds a number with four decimals.</summary>
        public JsonLine Add(string name, float value)
        {
            AppendName(name);
            _text.Append(value.ToString("F4"));
            return this;
        }

        /// <summary>Adds a truth value.</summary>
        public JsonLine Add(string name, bool value)
        {
            AppendName(name);
            _text.Append(value ? "true" : "false");
            return this;
        }

        /// <summary>Adds text.</summary>
        public JsonLine Add(string name, string value)
        {
            AppendName(name);
            AppendText(value);
            return this;
        }

        /// <summary>Adds an array of whole numbers.</summary>
        public JsonLine Add(string name, int[] values)
        {
            AppendName(name);
            _text.Append('[');
            for (int index = 0; index < values.Length; index++)
            {
                if (index > 0)
                {
                    _text.Append(',');
                }

                _text.Append(values[index].ToString());
            }

            _text.Append(']');
            return this;
        }

        /// <summary>The line, without its end.</summary>
        public override string ToString()
        {
            return _text.ToString() + "}";
        }

        private void AppendName(string name)
        {
            _text.Append(',');
            AppendText(name);
            _text.Append(':');
        }

        private void AppendText(string value)
        {
            _text.Append('"');
            for (int index = 0; index < value.Length; index++)
            {
                char c = value[index];
                if (c == '"' || c == '\\')
                {
                    _text.Append('\\');
                }

                _text.Append(c < ' ' ? ' ' : c);
            }

            _text.Append('"');
        }
    }
}
