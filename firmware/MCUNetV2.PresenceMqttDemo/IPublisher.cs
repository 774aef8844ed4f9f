// SPDX-License-Identifier: MIT
namespace MCUNetV2.PresenceMqttDemo
{
    /// <summary>Where news of the application goes.</summary>
    public interface IPublisher
    {
        /// <summary>Publishes a message. May wait some seconds for the network; does not throw for it.</summary>
        /// <returns>Whether it was sent.</returns>
        bool Publish(string topic, string message);
    }
}
