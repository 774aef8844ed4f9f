// SPDX-License-Identifier: MIT
namespace MCUNetV2.Inference
{
    /// <summary>The native arena: how large it is and what of it has been used, bytes.</summary>
    public class ArenaUse
    {
        private ArenaUse(int[] fields)
        {
            Size = fields[ArenaField.Size];
            Model = fields[ArenaField.Model];
            Image = fields[ArenaField.Image];
            HighWater = fields[ArenaField.HighWater];
        }

        /// <summary>Gets the size of the arena.</summary>
        public int Size { get; }

        /// <summary>Gets what the model's schedule uses.</summary>
        public int Model { get; }

        /// <summary>Gets the camera row converter's state; 0 before the first frame.</summary>
        public int Image { get; }

        /// <summary>Gets how far the arena has really been written since the model was opened, without the converter's state.</summary>
        public int HighWater { get; }

        /// <summary>Looks at the arena that a model runs in. It is scanned: not for every inference.</summary>
        /// <exception cref="InferenceException">The model is closed.</exception>
        public static ArenaUse Read(Model model)
        {
            int[] fields = new int[ArenaField.Count];
            model.Check(Interop.Native.ArenaInfo(model.Handle, fields));
            return new ArenaUse(fields);
        }
    }
}
