// The floor under every start: a server of the same SDK, on stdio, with nothing in it.
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
builder.Services.AddMcpServer().WithStdioServerTransport();
using var host = builder.Build();
await host.RunAsync();
