using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>
/// Programs of the kinds that people write, run as they are: reading, looping over solves, printing prices, using old and new names. The
/// examples (<see cref="ExampleScenarios"/>) are twelve more.
/// </summary>
[Trait("Category", "Programs")]
public sealed class KindScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>
    /// Program, number of solves, status and objective of the last one, something that it prints. CBC 2.10.8 under PuLP 2.6.0 and CPython
    /// 3.11 said all of it, but for four by hand: names that CBC does not read (8·5 + 7·5 + 6·2); the prices of a mixed plan, which are those of
    /// the LP with the integers at their values: an hour more is an hour of overtime, a ton more is hired; special ordered sets, which CBC is
    /// not told of (40·3; 2·3 − (5 + 6)/2); and elastic constraints, of which CBC does not read the second (nine tenths of 10 are 4 and five at 9 each).
    /// </summary>
    public static TheoryData<string, int, string, double?, string> Known => new()
    {
        { "all_answers_by_cuts", 3, "infeasible", null, "2 answers: [['s1', 's3'], ['s2', 's4']]" },
        { "big_switches", 1, "optimal", 975, "\"cost\": 975.0,\n \"open\": [\n  \"south\",\n  \"east\"\n ]" },
        { "blend_by_split_dict", 1, "optimal", 0.48, "Total Cost of Ingredients per can =  0.48\n" },
        { "bounds_of_all_kinds", 1, "optimal", 29.75, "29.75 [1.0, 3.0, -3.5, 1.0, -2.0, 3.75]" },
        { "class_of_its_own", 1, "optimal", 101, "staff_early" },
        { "columns_as_needed", 5, "optimal", 24, "Optimal 24.0" },
        { "elastic_sub_problem", 4, "optimal", -4, "{'proportionFreeBound': 0.1} Optimal 45.0 4.0 5.0\n" },
        { "goals_in_order", 3, "optimal", 50, "Optimal 2.0 10.0 0.0 0.0" },
        { "goals_one_after_another", 3, "optimal", 7.5, "['Optimal', 'Optimal', 'Optimal'] [2.5, 7.5, 0.0]\n6 10.0\n" },
        { "largest_of_several", 1, "optimal", 15, "15.0 {'a': 5.0, 'b': 7.5, 'c': 3.0}" },
        { "lots_and_set_ups", 1, "optimal", 300, "300.0 [1.0, 0.0, 0.0, 1.0, 0.0]" },
        { "machines_and_jobs", 1, "optimal", 12, "12.0" },
        { "magic_square", 1, "optimal", 0, "2 7 6\n9 5 1\n4 3 8\n" },
        { "main_with_arguments", 1, "optimal", 72, "INFO roster: 12 variables, 10 constraints\nINFO roster: cost 72.00\nOptimal 72.0 5\n" },
        { "model_from_json", 2, "optimal", 21, "['x', 'y'] 21.0 21.0 3.0" },
        { "model_there_and_back", 2, "optimal", 41, "41.0 {'free': -3.0, 'n_0': 6, 'n_1': 2, 'n_2': 4} True\nTrue False\n" },
        { "names_with_everything", 1, "optimal", 87, "[0.0, 0.0, 0.0, 0.0, 0.0, 2.0, 5.0, 5.0]" },
        { "nested_dicts", 1, "optimal", 550, "Total Cost =  550.0" },
        { "network_of_pipes", 5, "infeasible", null, "most: 30.0\n10 40.0 \n20 85.0 4.50 each\n30 155.0 7.00 each\n40 Infeasible\n" },
        { "no_end_to_profit", 1, "unbounded", null, "Unbounded" },
        { "no_plan_possible", 1, "infeasible", null, "Status: Infeasible\na = nan, b = nan, total nan\n" },
        { "one_of_a_kind", 3, "optimal", 0.5, "{'old': 0.0, 'new': 40.0, 'hired': 0.0}\nOptimal 1.5 without\nOptimal 0.5 [0.0, 0.5, 0.5, 0.0]\n" },
        { "one_solver_after_another", 8, "optimal", 18.9, "XPRESS Optimal 3.0 4.3 18.9\nTrue True True\n1 18.9\n" },
        { "optional_libraries", 1, "optimal", 640, "total               238     640\ntook less than a minute False\n" },
        {
            "prices_of_a_mixed_plan", 2, "optimal", 11,
            "hours: slack 0, price 1\nfloor: slack 0, price 0\nmachines: 3, reduced cost 1\novertime: 1.5, reduced cost 0\n"
            + "demand: slack 0, price 2\nfleet: slack 2, price 0\nhired: 2.5, reduced cost 0\nown: 2, reduced cost 1\n"
        },
        { "prices_of_constraints", 1, "optimal", 0.3542452817, "protein         0.0000    1.1321\nfat             0.0000    5.3774\n" },
        {
            "share_of_the_whole", 1, "optimal", 2480,
            "Optimal 2480.0 {'wheat': 60.0, 'beans': 30.0, 'fallow': 10.0}\nland 0 0.0\nrotation 1 7.5\nset_aside 1 0.0\n"
        },
        { "shortest_path", 1, "optimal", 13, "[('s', 'b'), ('b', 'a'), ('a', 'c'), ('c', 'd'), ('d', 't')]" },
        { "soft_constraint", 1, "optimal", 40, "Optimal 10.0" },
        { "starts_and_fixings", 3, "optimal", 37, "37.0 1 8 1 True\n37.0 0.0 True\n37.0 True True 0\n" },
        { "sweep_of_budgets", 11, "optimal", 47, " 12 Optimal      28.0\n 14 Optimal      32.0\n 16 Optimal      38.0\n" },
        { "table_in_the_text", 1, "optimal", 1707.5, "Total: 1,707.50\n\\* Transport_Problem *\\ True 29\n" },
        { "tables_of_guests", 1, "optimal", 4, "total of 63: 3 4.0\nunused names: [('a', 'b'), ('b', 'a')]\n" },
        { "tour_by_cuts", 2, "optimal", 28.561809003186692, "28.561809" },
        { "two_products", 1, "optimal", 850, "Chairs = 20.0\nTables = 15.0\nTotal profit: 850.0\n" },
        { "written_by_columns", 1, "optimal", 263, "Optimal 263.0 6\n" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task A_program_runs_as_it_is_and_says_what_it_says_elsewhere(string program, int solves, string status, double? objective, string printed)
    {
        var code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "Kinds", program + ".py"));

        var report = shared.StructureOf((await shared.Process.CallAsync(new { code })).GetProperty("result"));

        Assert.Equal(status, report.GetProperty("status").GetString());
        Assert.Contains(printed, report.GetProperty("stdout").GetString(), StringComparison.Ordinal);
        if (objective is { } known)
        {
            var found = report.GetProperty("solution").GetProperty("objective_value").GetDouble();
            Assert.True(Math.Abs(known - found) <= 1e-6 * Math.Max(1, Math.Abs(known)), $"{found:R} is not {known:R}");
            Assert.True(report.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        }

        // How many cuts a tour takes is a matter of the solver's choice among equals.
        if (program is not ("tour_by_cuts" or "columns_as_needed"))
        {
            Assert.Equal(solves, report.GetProperty("solves").GetInt32());
        }
    }
}
