// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>A run of operators that is executed patch by patch; 1 x 1 is plain layer-by-layer.</summary>
    public class StageInfo
    {
        internal StageInfo(int[] fields)
        {
            Rows = fields[StageField.Rows];
            Columns = fields[StageField.Columns];
            Operators = fields[StageField.Operators];
            FirstOperator = fields[StageField.FirstOperator];
            NeedsInput = fields[StageField.NeedsInput] != 0;
        }

        /// <summary>Gets the number of rows of patches.</summary>
        public int Rows { get; }

        /// <summary>Gets the number of columns of patches.</summary>
        public int Columns { get; }

        /// <summary>Gets the number of operators, each of which is a step of every patch.</summary>
        public int Operators { get; }

        /// <summary>Gets the number of the first operator in the model.</summary>
        public int FirstOperator { get; }

        /// <summary>Gets a value indicating whether patches read the model's input.</summary>
        public bool NeedsInput { get; }
    }
}
