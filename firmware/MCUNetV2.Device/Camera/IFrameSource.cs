// SPDX-License-Identifier: MIT
namespace MCUNetV2.Camera
{
    /// <summary>A camera that delivers frames as bands of rows, in order, so that no frame need be stored.</summary>
    public interface IFrameSource
    {
        /// <summary>Gets the pixels of a row.</summary>
        int Width { get; }

        /// <summary>Gets the rows of a frame.</summary>
        int Height { get; }

        /// <summary>Gets the format of the pixels.</summary>
        PixelFormat Format { get; }

        /// <summary>Gets a value indicating whether the frame can be read again from its first row.</summary>
        bool CanRewind { get; }

        /// <summary>Takes a picture; its rows are then read.</summary>
        /// <exception cref="CameraException">The camera did not answer in time or is not the one expected.</exception>
        void StartFrame();

        /// <summary>Reads the next rows to the start of a buffer.</summary>
        /// <param name="buffer">Holds at least that many rows.</param>
        /// <param name="rows">Rows wanted, at least 1.</param>
        /// <returns>Rows read, at least 1 while the frame has more.</returns>
        /// <exception cref="CameraException">The frame broke off.</exception>
        int ReadRows(byte[] buffer, int rows);

        /// <summary>Starts reading the same frame again from its first row.</summary>
        /// <exception cref="System.InvalidOperationException"><see cref="CanRewind"/> is false.</exception>
        void Rewind();

        /// <summary>No more rows of this frame are wanted.</summary>
        void EndFrame();
    }
}
