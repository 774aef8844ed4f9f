using MCUNetV2.Inference;
using nanoFramework.TestFramework;

namespace MCUNetV2.Firmware.NanoTests
{
    /// <summary>The scheduler on the CLR that it is written for.</summary>
    [TestClass]
    public class PatchSchedulerTests
    {
        /// <summary>Stages, rows and columns in order; begin only where input is due.</summary>
        [TestMethod]
        public void Walks_row_by_row()
        {
            FakeEngine engine = new FakeEngine();
            Model model = new Model(engine);
            new PatchScheduler(model).Run(new TensorInput(model, new byte[8]));
            Assert.AreEqual("b000 w4 r000 r100 r101 r102 r110 r111 r112 ", engine.Calls);
        }

        /// <summary>An error of the engine is an exception with its status.</summary>
        [TestMethod]
        public void An_error_is_an_exception()
        {
            FakeEngine engine = new FakeEngine { LastResult = EngineStatus.ArenaTooSmall };
            Model model = new Model(engine);
            int status = 0;
            try
            {
                new PatchScheduler(model).Run(new TensorInput(model, new byte[8]));
            }
            catch (InferenceException exception)
            {
                status = exception.Status;
            }

            Assert.AreEqual(EngineStatus.ArenaTooSmall, status);
        }

        /// <summary>The model's texts and shapes.</summary>
        [TestMethod]
        public void Describes_the_model()
        {
            Model model = new Model(new FakeEngine());
            Assert.AreEqual("x", model.Id);
            Assert.AreEqual(8, model.Input.Length);
            Assert.AreEqual(2, model.Stages.Length);
        }
    }
}
