using MipActors.Cli;

return await CommandLine.RunAsync(args);
