// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;
using nanoFramework.TestFramework;

namespace MCUNetV2.Firmware.NanoTests
{
    /// <summary>The scheduler on the CLR that it is written for, with the model that is linked into the firmware.</summary>
    [TestClass]
    public class PatchSchedulerTests : IScheduleObserver
    {
        private int _stage;
        private int _next;
        private int _patches;
        private bool _isInOrder;

        /// <inheritdoc/>
        public bool WantsSteps
        {
            get { return false; }
        }

        /// <summary>Stages, rows and columns in order, each patch once.</summary>
        [TestMethod]
        public void Walks_row_by_row()
        {
            using (Model model = Model.Open(null))
            {
                PatchScheduler scheduler = new PatchScheduler(model);
                scheduler.Observer = this;
                _stage = 0;
                _next = 0;
                _patches = 0;
                _isInOrder = true;
                scheduler.Run(new TensorInput(model, new byte[model.Input.Length]));
                Assert.IsTrue(_isInOrder);
                Assert.AreEqual(scheduler.Patches, _patches);
                Assert.AreEqual(model.StageCount - 1, _stage);
            }
        }

        /// <summary>An error of the engine is an exception with its status, and names the model.</summary>
        [TestMethod]
        public void An_error_is_an_exception()
        {
            Model model = Model.Open(null);
            PatchScheduler scheduler = new PatchScheduler(model);
            TensorInput input = new TensorInput(model, new byte[model.Input.Length]);
            model.Dispose();
            int status = 0;
            string message = "";
            try
            {
                scheduler.Run(input);
            }
            catch (InferenceException exception)
            {
                status = exception.Status;
                message = exception.Message;
            }

            Assert.AreEqual(EngineStatus.Closed, status);
            Assert.AreEqual("model " + model.Id + ": closed", message);
        }

        /// <summary>The model's texts and shapes.</summary>
        [TestMethod]
        public void Describes_the_model()
        {
            using (Model model = Model.Open(null))
            {
                Assert.IsTrue(model.Id.Length > 0);
                Assert.IsTrue(model.StageCount > 0);
                Assert.AreEqual(model.Input.Height * model.Input.Width * model.Input.Channels, model.Input.Length);
                Assert.AreEqual(model.GetOutput(0).Length, OutputBytes(model));
            }
        }

        /// <inheritdoc/>
        public void PatchDone(int stage, int row, int column, int[] region)
        {
            if (stage != _stage)
            {
                _isInOrder = _isInOrder && stage == _stage + 1;
                _stage = stage;
                _next = 0;
            }

            _isInOrder = _isInOrder && (row * 1000) + column >= _next;
            _next = (row * 1000) + column + 1;
            _patches++;
        }

        /// <inheritdoc/>
        public void StepDone(int op, int microseconds, int cycles)
        {
        }

        private static int OutputBytes(Model model)
        {
            new PatchScheduler(model).Run(new TensorInput(model, new byte[model.Input.Length]));
            return model.ReadOutput(0).Length;
        }
    }
}
