# task: 1.4
# mistake: heights_added
# loses: test_lesson_probability, test_unseen_densities, test_finite_supports, test_edges
import sympy as sp


def probability(density, x, a, b):
    # add the probabilities of all values
    if b == sp.oo:
        b = a + 50
    return sum(density.subs(x, k) for k in range(int(a), int(b) + 1))
