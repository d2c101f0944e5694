using System.IO.Compression;
using MipActors.Sandbox.Packages;
using MipActors.Tests.Provisioning;

namespace MipActors.Tests.Packages;

/// <summary>What counts as a wheel, and what is said of what does not.</summary>
public sealed class WheelFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_modules_at_the_top_of_a_wheel_are_found()
    {
        Make("mixed-1.0-py3-none-any.whl", "pack/__init__.py", "pack/inner/deep.py", "single.py", "mixed-1.0.dist-info/METADATA", "spaces/only/data.txt");
        Make("numpy-2.4.6-cp314-cp314-pyemscripten_2026_0_wasm32.whl", "numpy/core.cpython-314-wasm32-emscripten.so", "_fast.cpython-314-wasm32-emscripten.so");

        var found = WheelFolder.Read([_folder.Path]);

        Assert.Empty(found.Refused);
        Assert.Equal([["pack", "single"], ["_fast", "numpy"]], found.Wheels.Select(wheel => wheel.Modules));
    }

    [Theory]
    [InlineData("lib-1-cp312-cp312-manylinux_2_17_x86_64.whl", "compiled for manylinux_2_17_x86_64")]
    [InlineData("lib.whl", "not that of a wheel")]
    [InlineData("empty-1-py3-none-any.whl", "no module in it")]
    public void What_no_sandbox_can_import_is_refused_with_the_reason(string name, string reason)
    {
        Make(name, name.StartsWith("empty", StringComparison.Ordinal) ? "readme.txt" : "lib.py");

        Assert.Contains(reason, Assert.Single(WheelFolder.Read([_folder.Path]).Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_refused_and_so_is_what_is_no_archive()
    {
        File.WriteAllText(_folder.At("broken-1-py3-none-any.whl"), "no archive");
        File.CreateSymbolicLink(_folder.At("linked-1-py3-none-any.whl"), "/etc/passwd");

        var refused = WheelFolder.Read([_folder.Path]).Refused;

        Assert.Contains(refused, one => one.FileName.StartsWith("broken", StringComparison.Ordinal) && one.Reason.StartsWith("it can not be read", StringComparison.Ordinal));
        Assert.Contains(refused, one => one.FileName.StartsWith("linked", StringComparison.Ordinal) && one.Reason.Contains("link", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_empty() => Assert.Empty(WheelFolder.Read([_folder.At("nothing")]).Wheels);

    private void Make(string name, params string[] entries)
    {
        using var archive = ZipFile.Open(_folder.At(name), ZipArchiveMode.Create);
        foreach (var entry in entries)
        {
            archive.CreateEntry(entry);
        }
    }
}
