// SPDX-License-Identifier: MIT
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>
/// Whose requests the page's server answers. It listens to this machine alone; but any page that a browser on it has open could ask, and so could a
/// foreign name that was pointed at this machine. So the request must name this machine, and come from our own page or from the address bar.
/// </summary>
internal static class LocalRequests
{
    private static readonly HashSet<string> Names = new(["127.0.0.1", "localhost", "[::1]"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Sites = ["same-origin", "none"];

    /// <summary>Why a request is refused; null when it is not.</summary>
    public static string? Refusal(HttpRequest request)
    {
        if (!Names.Contains(request.Host.Host) || request.Host.Port != request.HttpContext.Connection.LocalPort)
        {
            return "this page answers to the name of its own machine only";
        }

        StringValues origin = request.Headers.Origin;
        StringValues site = request.Headers["Sec-Fetch-Site"];
        return (origin.Count > 0 && origin != $"http://{request.Host}") || (site.Count > 0 && !Sites.Contains(site.ToString()))
            ? "this page answers its own requests only, and none of other pages"
            : null;
    }

    /// <summary>What a browser may do with what it gets: nothing from elsewhere, nothing inline, not in another page's frame.</summary>
    public static void Restrict(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(self)";
        response.Headers.CacheControl = "no-store";
    }
}
