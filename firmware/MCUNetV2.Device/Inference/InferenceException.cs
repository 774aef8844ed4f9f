// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Inference
{
    /// <summary>The engine refused a call.</summary>
    public class InferenceException : Exception
    {
        /// <summary>Creates the exception of a status code.</summary>
        /// <param name="status">A negative code of <see cref="EngineStatus"/>.</param>
        public InferenceException(int status)
            : base(EngineStatus.Describe(status))
        {
            Status = status;
        }

        /// <summary>Creates the exception of a status code that a model's call returned.</summary>
        /// <param name="status">A negative code of <see cref="EngineStatus"/>.</param>
        /// <param name="model">Id of the model.</param>
        public InferenceException(int status, string model)
            : base("model " + model + ": " + EngineStatus.Describe(status))
        {
            Status = status;
        }

        /// <summary>Gets the status code.</summary>
        public int Status { get; }

        /// <summary>Passes a result on, or throws.</summary>
        /// <param name="result">What a method of <see cref="Interop.Native"/> returned.</param>
        /// <exception cref="InferenceException">The result is an error.</exception>
        public static int Check(int result)
        {
            if (result < 0)
            {
                throw new InferenceException(result);
            }

            return result;
        }
    }
}
