// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using MCUNetV2.Inference;

namespace MCUNetV2.Interop
{
    /// <summary>
    /// A board in this process: an arena, linked models, a flash region, and the models that are open. Code that a thread runs after
    /// <see cref="Use"/>, and threads and tasks that it starts, open their models on it, as firmware does.
    /// </summary>
    public sealed class HostBoard : IDisposable
    {
        /// <summary>Address of the flash region that <see cref="WriteFlash"/> fills.</summary>
        public const int FlashAddress = 0x10000000;

        private static readonly AsyncLocal<HostBoard> Chosen = new AsyncLocal<HostBoard>();

        [ThreadStatic]
        private static HostBoard _selected;

        private IntPtr _board;

        /// <summary>Creates a board without models.</summary>
        /// <param name="arenaBytes">Size of its arena.</param>
        /// <exception cref="InferenceException">There is no memory for it.</exception>
        public HostBoard(int arenaBytes)
        {
            _board = NativeMethods.mcunet_host_create();
            if (_board == IntPtr.Zero)
            {
                throw new OutOfMemoryException();
            }

            Call(() => NativeMethods.mcunet_host_set_arena(arenaBytes));
        }

        /// <summary>Frees what nobody disposed of.</summary>
        ~HostBoard()
        {
            Free();
        }

        /// <summary>Gets the board in use; null when there is none.</summary>
        public static HostBoard Current
        {
            get { return Chosen.Value; }
        }

        /// <summary>Gets the lock that one inference holds.</summary>
        public object Gate { get; } = new object();

        /// <summary>Makes this the board in use.</summary>
        public void Use()
        {
            Chosen.Value = this;
        }

        /// <summary>Links a package under a name, after those already there; at most eight.</summary>
        /// <exception cref="InferenceException">There is no room for it.</exception>
        public void Link(string name, byte[] package)
        {
            Call(() => NativeMethods.mcunet_host_link(name, package, NativeMethods.Length(package)));
        }

        /// <summary>Writes bytes to flash at <see cref="FlashAddress"/>, in place of what was there; null erases it. Closes all models.</summary>
        public void WriteFlash(byte[] bytes)
        {
            Call(() => NativeMethods.mcunet_host_write_flash(bytes, NativeMethods.Length(bytes)));
        }

        /// <summary>Copies the arena, from its first byte on, to show what is in it.</summary>
        /// <exception cref="InferenceException">The arena is smaller.</exception>
        public void ReadArena(byte[] destination)
        {
            Call(() => NativeMethods.mcunet_host_read_arena(destination, 0, destination.Length));
        }

        /// <summary>Opens a linked model; null for the first one.</summary>
        /// <returns>Its handle, or a negative status.</returns>
        public int Open(string name)
        {
            lock (Gate)
            {
                Select();
                return Register(NativeMethods.mcunet_interop_open(name));
            }
        }

        /// <summary>Opens a package in flash.</summary>
        /// <returns>Its handle, or a negative status.</returns>
        public int OpenFlash(int address, int bytes)
        {
            lock (Gate)
            {
                Select();
                return Register(NativeMethods.mcunet_interop_open_flash(address, bytes));
            }
        }

        /// <summary>Frees the board. Nothing may use its models any more.</summary>
        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        /// <summary>Multiply-accumulates executed for a model since it was opened.</summary>
        public static int Macs(int model, int[] words)
        {
            return OpenEngines.Find(model, out IEngine engine) && engine is HostBoardModel open ? open.Macs(words) : EngineStatus.Closed;
        }

        /// <summary>Makes the C library's next calls of this thread those of this board.</summary>
        internal void Select()
        {
            if (_board == IntPtr.Zero)
            {
                throw new ObjectDisposedException(nameof(HostBoard));
            }

            if (_selected != this)
            {
                NativeMethods.mcunet_host_select(_board);
                _selected = this;
            }
        }

        private int Register(int model)
        {
            return model < 0 ? model : OpenEngines.Register(new HostBoardModel(this, model));
        }

        private void Call(Func<int> function)
        {
            lock (Gate)
            {
                Select();
                InferenceException.Check(function());
            }
        }

        private void Free()
        {
            if (_board != IntPtr.Zero)
            {
                NativeMethods.mcunet_host_destroy(_board);
                _board = IntPtr.Zero;
            }

            if (_selected == this)
            {
                _selected = null;
            }
        }
    }
}
