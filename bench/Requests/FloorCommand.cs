using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using SamosaChaat.Bench.Hosting;

namespace SamosaChaat.Bench.Requests;

/// <summary>
/// The least that an answer can cost on this machine: Kestrel, which asks nobody who they are, looks at no path and gives the same bytes to everybody, after
/// it has read what was sent.
/// </summary>
internal sealed class FloorCommand(FloorOptions options)
{
    /// <summary>Prints its URL and serves until its input ends, which it does with whoever started it.</summary>
    public async Task<int> RunAsync()
    {
        var body = await File.ReadAllBytesAsync(options.Body);
        var builder = Service.AppBuilder();
        await using var app = builder.Build();
        app.Run(http => AnswerAsync(http, body));
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <param name="folder">For the answer's body.</param>
    public static Task<ServiceProcess> StartAsync(string folder, Recording answer)
    {
        var body = Path.Combine(folder, "answer");
        File.WriteAllBytes(body, answer.Body);
        return ServiceProcess.StartAsync("floor", "--body", body, "--content-type", answer.ContentType, "--status", answer.Status.ToString(CultureInfo.InvariantCulture));
    }

    private async Task AnswerAsync(HttpContext http, byte[] body)
    {
        if (HttpMethods.IsPost(http.Request.Method)) await http.Request.Body.CopyToAsync(Stream.Null);
        var response = http.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (options.Status, options.ContentType, body.Length);
        await response.Body.WriteAsync(body);
    }
}
