using MipActors.Actors.Executors;
using MipActors.Actors.Settings;

namespace MipActors.Scenarios.Decisions;

public sealed class EscalationSpec
{
    [Theory]
    [InlineData(EscalationStep.Leave, EscalationStep.Terminate)]
    [InlineData(EscalationStep.Terminate, EscalationStep.Kill)]
    [InlineData(EscalationStep.Kill, EscalationStep.Kill)]
    public void Each_step_is_followed_by_a_stronger_one_and_killing_is_repeated(EscalationStep step, EscalationStep next) =>
        Assert.Equal(next, Escalation.After(step));

    [Theory]
    [InlineData(null, EscalationStep.Leave, EscalationStep.Leave)]
    [InlineData(null, EscalationStep.Kill, EscalationStep.Kill)]
    [InlineData(EscalationStep.Leave, EscalationStep.Kill, EscalationStep.Kill)]
    [InlineData(EscalationStep.Leave, EscalationStep.Leave, null)]
    [InlineData(EscalationStep.Kill, EscalationStep.Leave, null)]
    public void A_milder_wish_changes_nothing_a_stronger_one_is_taken_at_once(EscalationStep? underWay, EscalationStep asked, EscalationStep? taken) =>
        Assert.Equal(taken, Escalation.Advance(underWay, asked));

    [Fact]
    public void Each_step_has_its_own_budget()
    {
        var settings = new EscalationSettings(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2.5));
        Assert.Equal(settings.Graceful, Escalation.Budget(EscalationStep.Leave, settings));
        Assert.Equal(settings.Terminate, Escalation.Budget(EscalationStep.Terminate, settings));
        Assert.Equal(settings.Kill, Escalation.Budget(EscalationStep.Kill, settings));
    }
}
