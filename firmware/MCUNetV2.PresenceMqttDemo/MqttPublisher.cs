// SPDX-License-Identifier: MIT
using System;
using System.Device.Wifi;
using System.Text;
using System.Threading;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;

namespace MCUNetV2.PresenceMqttDemo
{
    /// <summary>Publishes over WiFi to an MQTT broker; connects when there is something to say and the connection is gone.</summary>
    public class MqttPublisher : IPublisher
    {
        private const int ConnectMilliseconds = 20000;

        private readonly string _network;
        private readonly string _password;
        private readonly string _broker;
        private readonly string _client;
        private MqttClient _connection;

        /// <summary>Does not connect yet.</summary>
        /// <param name="network">Name of the WiFi.</param>
        /// <param name="password">Of the WiFi.</param>
        /// <param name="broker">Name or address of the MQTT broker, port 1883.</param>
        /// <param name="client">Under which name the broker knows this board; one of its own for each.</param>
        public MqttPublisher(string network, string password, string broker, string client)
        {
            _network = network;
            _password = password;
            _broker = broker;
            _client = client;
        }

        /// <inheritdoc/>
        public bool Publish(string topic, string message)
        {
            try
            {
                if (!Connect())
                {
                    return false;
                }

                // Retained: who subscribes later is told the newest state.
                _connection.Publish(topic, Encoding.UTF8.GetBytes(message), null, null, MqttQoSLevel.AtLeastOnce, true);
                return true;
            }
            catch (Exception)
            {
                Disconnect();
                return false;
            }
        }

        private bool Connect()
        {
            if (_connection != null && _connection.IsConnected)
            {
                return true;
            }

            Disconnect();
            CancellationTokenSource patience = new CancellationTokenSource(ConnectMilliseconds);
            if (!WifiNetworkHelper.ConnectDhcp(_network, _password, WifiReconnectionKind.Automatic, false, 0, patience.Token))
            {
                return false;
            }

            _connection = new MqttClient(_broker);
            return _connection.Connect(_client) == MqttReasonCode.Success;
        }

        private void Disconnect()
        {
            MqttClient gone = _connection;
            _connection = null;
            if (gone != null)
            {
                gone.Dispose();
            }
        }
    }
}
