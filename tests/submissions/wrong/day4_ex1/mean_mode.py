# task: 1.5
# mistake: mode
# loses: test_unseen_means, test_finite_means, test_mean_is_exact
import sympy as sp


def expectation(density, x, lower, upper):
    # where the slope is 0, or at an end
    places = sp.solve(sp.diff(density, x), x) + [end for end in (lower, upper) if end.is_finite]
    inside = [place for place in places if sp.simplify(place).is_number and lower <= place <= upper]
    if not inside:
        return places[0]
    return max(inside, key=lambda place: sp.N(density.subs(x, place)))
