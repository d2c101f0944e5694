using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

/// <summary>The launch spec names all that the worker needs, and nothing else is at hand in the minimal view.</summary>
public sealed class WorkerLaunchTests
{
    [Fact]
    public void A_folder_without_a_worker_is_named_in_the_error()
    {
        var fault = Assert.Throws<FileNotFoundException>(() => WorkerLaunch.Spec(Path.GetTempPath()));
        Assert.Contains(Path.Combine(Path.GetTempPath(), "worker"), fault.Message);
    }

    [Fact]
    public void The_spec_says_what_the_worker_may_see()
    {
        var spec = WorkerLaunch.Spec(AppContext.BaseDirectory);
        Assert.True(File.Exists(spec.File), spec.File);
        Assert.Contains(spec.ReadOnlyFolders, folder => spec.File.StartsWith(folder, StringComparison.Ordinal));
        Assert.Contains(spec.WorkingDirectory, spec.ReadOnlyFolders);
        Assert.True(spec.GuardsItself);

        // A native worker needs none of it.
        Assert.Equal(spec.Arguments.Count > 0 ? "0" : null, spec.Environment.GetValueOrDefault("DOTNET_EnableDiagnostics"));
    }

    [Fact]
    public void A_native_worker_is_taken_unless_it_is_older_than_the_managed_one()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var worker = folder.CreateSubdirectory("worker").FullName;
            var (native, managed) = (Path.Combine(worker, "MipActors.SolverWorker"), Path.Combine(worker, "MipActors.SolverWorker.dll"));
            File.WriteAllText(managed, "");
            Assert.False(WorkerLaunch.IsNative(folder.FullName));
            Assert.Contains(managed, WorkerLaunch.Spec(folder.FullName).Arguments);

            File.WriteAllText(native, "");
            File.SetLastWriteTimeUtc(native, File.GetLastWriteTimeUtc(managed).AddSeconds(1));
            Assert.Equal(native, WorkerLaunch.Spec(folder.FullName).File);

            // A folder that was copied: each file has the time at which its turn came.
            File.SetLastWriteTimeUtc(managed, File.GetLastWriteTimeUtc(native).AddSeconds(1));
            Assert.Equal(native, WorkerLaunch.Spec(folder.FullName).File);

            // A part of the managed worker was built again, and the native one was not.
            File.WriteAllText(Path.Combine(worker, "MipActors.Core.dll"), "");
            File.SetLastWriteTimeUtc(Path.Combine(worker, "MipActors.Core.dll"), File.GetLastWriteTimeUtc(native).AddMinutes(1));
            Assert.Contains(managed, WorkerLaunch.Spec(folder.FullName).Arguments);

            // With the runtime beside it, it starts by itself, and is not native code.
            File.WriteAllText(Path.Combine(worker, "libhostfxr.so"), "");
            var own = WorkerLaunch.Spec(folder.FullName);
            Assert.Equal((native, 0, "0"), (own.File, own.Arguments.Count, own.Environment["DOTNET_EnableDiagnostics"]));
            Assert.False(WorkerLaunch.IsNative(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_worker_solves_inside_of_a_minimal_view(bool asNobody)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/bin/bwrap") || (asNobody && Environment.UserName != "root"))
        {
            Console.WriteLine("skipped: bubblewrap, or root to become nobody from, is not at hand");
            return;
        }

        var spec = WorkerLaunch.Spec(AppContext.BaseDirectory);
        List<string> arguments =
        [
            // Not --die-with-parent: the parent is the thread that starts it, and here that is one of a pool.
            "/usr/bin/bwrap", "--unshare-all", "--new-session", "--clearenv",
            "--ro-bind", "/usr/lib", "/usr/lib", "--ro-bind", "/usr/lib64", "/usr/lib64", "--symlink", "usr/lib", "/lib",
            "--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--cap-drop", "ALL",
            "--setenv", "HOME", "/tmp",
        ];
        foreach (var folder in spec.ReadOnlyFolders)
        {
            arguments.AddRange(["--ro-bind", folder, folder]);
        }

        foreach (var (name, value) in spec.Environment)
        {
            arguments.AddRange(["--setenv", name, value]);
        }

        arguments.AddRange(["--chdir", spec.WorkingDirectory]);
        string[] wrapper = asNobody ? ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", .. arguments] : [.. arguments];
        await using var worker = await WorkerProcess.StartAsync(wrapper[0], wrapper: wrapper[1..]);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.Wyndor(), SolveOptions.Default)).Status);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.HalfInteger(), SolveOptions.Default)).Status);
    }
}
