// SPDX-License-Identifier: MIT
using System;

namespace MCUNetV2.Camera
{
    /// <summary>A camera did not deliver a frame. The next frame may well succeed.</summary>
    public class CameraException : Exception
    {
        /// <summary>Creates the exception.</summary>
        public CameraException(string message)
            : base(message)
        {
        }
    }
}
