// SPDX-License-Identifier: MIT
using MCUNetV2.Boards;

namespace MCUNetV2.PresenceMqttDemo
{
    /// <summary>Tells an MQTT broker when somebody comes into view and when nobody is there any more. Fill in the four names.</summary>
    public static class Program
    {
        private const string Network = "name of the WiFi";
        private const string Password = "its password";
        private const string Broker = "192.168.1.10";
        private const string Topic = "home/door/presence";

        /// <summary>Runs on the board that this project was built for.</summary>
        public static void Main()
        {
            new PresenceApplication(Board.Open(), new MqttPublisher(Network, Password, Broker, "mcunet-" + Board.Name), Topic).Run();
        }
    }
}
