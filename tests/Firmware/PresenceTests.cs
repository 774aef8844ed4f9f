// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Camera;
using MCUNetV2.Host.Boards;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Interop;
using MCUNetV2.PresenceMqttDemo;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>The application that publishes, with a publisher that stands in for WiFi and broker.</summary>
public class PresenceTests
{
    private const int Side = 8;

    [Fact]
    public void News_is_what_comes_into_view_and_what_leaves_it()
    {
        Publisher publisher = new();
        Run(publisher, 6, frame => frame is 2 or 3);
        publisher.Sent.Select(message => (message.GetProperty("type").GetString(), message.GetProperty("present").GetBoolean())).ShouldBe([("presence", true), ("presence", false)]);
        publisher.Sent[0].GetProperty("score").GetDouble().ShouldBe(250 / 256.0, 1e-4);
        publisher.Topics.Distinct().ShouldBe(["a/topic"]);
    }

    [Fact]
    public void Without_a_network_the_application_goes_on_and_tells_the_newest_state_later()
    {
        Publisher publisher = new() { IsOnline = false };
        List<string> warnings = [];
        int judged = Run(publisher, 2 + (2 * PresenceApplication.FramesBetweenAttempts) + 4, frame =>
        {
            publisher.IsOnline = frame > 2 + PresenceApplication.FramesBetweenAttempts + 4;
            return frame >= 2;
        }, warnings);
        judged.ShouldBe(2 + (2 * PresenceApplication.FramesBetweenAttempts) + 4);
        publisher.Attempts.ShouldBe(3); // when it happened, and twice later
        publisher.Sent.Single().GetProperty("present").GetBoolean().ShouldBeTrue();
        warnings.Count.ShouldBe(2);
    }

    [Fact]
    public void A_state_that_is_over_is_nobodys_news()
    {
        Publisher publisher = new() { IsOnline = false };
        Run(publisher, 10, frame =>
        {
            publisher.IsOnline = frame >= 5;
            return frame is 1 or 2 or 3 or 4;
        });
        publisher.Sent.Single().GetProperty("present").GetBoolean().ShouldBeFalse();
    }

    /// <returns>Frames that were judged.</returns>
    private static int Run(Publisher publisher, int frames, Func<int, bool> isBright, List<string>? warnings = null)
    {
        using HostBoard models = HostEngine.Link(TestModels.Brightness(Side, Side));
        SimulatedCamera camera = new([], Side, Side, PixelFormat.Gray8);
        int judged = 0;
        SimulatedBoard board = new(camera, frames, line =>
        {
            string type = JsonDocument.Parse(line).RootElement.GetProperty("type").GetString()!;
            judged += type == "inference" ? 1 : 0;
            if (type == "warning")
            {
                warnings?.Add(line);
            }
        });
        board.FrameDue += frame => camera.Show("even", [.. Enumerable.Repeat((byte)(isBright(frame) ? 250 : 3), Side * Side)]);
        new PresenceApplication(board, publisher, "a/topic").Run();
        return judged;
    }

    private sealed class Publisher : IPublisher
    {
        public bool IsOnline { get; set; } = true;

        public int Attempts { get; private set; }

        public List<string> Topics { get; } = [];

        public List<JsonElement> Sent { get; } = [];

        public bool Publish(string topic, string message)
        {
            Attempts++;
            if (IsOnline)
            {
                Topics.Add(topic);
                Sent.Add(JsonDocument.Parse(message).RootElement);
            }

            return IsOnline;
        }
    }
}
