using MipActors.Cli;

var code = await CommandLine.RunAsync(args);

// Akka.Hosting sets an exit code of its own when a cluster has downed the node, on another thread, now and then after this one has returned (seen once, as 255).
AppDomain.CurrentDomain.ProcessExit += (_, _) => Environment.ExitCode = code;
return code;
