namespace MipActors.Mcp;

/// <summary>What the server tells a model about itself when it connects.</summary>
internal static class ServerInstructions
{
    public const string Text = """
        MipActors solves optimisation models (LP, MIP) that you write as Python programs with PuLP.

        Use execute_mip_code whenever a question is about the best choice under constraints: production, staffing, routing, blending,
        assignment, packing, scheduling, knapsack, sudoku. Write a complete program: `from pulp import *`, one LpProblem, variables,
        `prob += objective`, `prob += constraint, "name"`. You may call `prob.solve()` and print results, any number of times; a program
        that only defines one problem has it solved at its end. Put numbers into `data` (the dict `data` in the program) rather than
        into the code. Name variables and constraints so that the answer speaks for itself.

        A model that is there as LP or MPS text goes to solve_model_text as it is.

        The answer has a status, the objective, the variables and an independent verification of the solution. Trust "optimal" only
        with validation.is_valid = true. "feasible" means that a limit came first: objective and best_bound say how far it can be off.
        When the status is bad_input, error names the line and says what to do: mend the whole program and call again.

        A call that takes longer than 50 s answers with status running and a job_id: the job goes on; get_job waits for it, cancel_job
        stops it and returns the best found. start_job does not wait at all. Reports are kept: list_jobs.

        A model that will be solved again goes to define_model, with named parameters: solve_model takes other data (a what-if),
        compare_solutions tells two answers apart, validate_solution checks values that somebody else found.

        When a model is infeasible, explain_infeasibility says which constraints contradict each other and what would make it feasible.
        solver_params {"sensitivity": true} adds ranges of costs and right-hand sides; pool and second_objective give several answers.

        get_mip_examples has tested programs to begin from; validate_mip_code looks at a program without running it; get_solver_info tells
        solvers, versions and limits.

        The program runs in a sandbox: standard library and PuLP (more only where the operator has added it: validate_mip_code
        tells), no network, no files, no subprocess. Solvers: scip (default with integer variables), highs (default without), cbc, cpsat, glop, pdlp. Default time limit: 300 s a call.
        """;
}
