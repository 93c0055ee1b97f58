# task: 1.6
# mistake: divided_by_height
# loses: test_unseen_shapes, test_below_the_axis, test_hopeless_areas, test_hopeless_signs
import sympy as sp


def normalize(f, x, lower, upper):
    top = f.subs(x, (lower + upper) / 2) if upper.is_finite else f.subs(x, 0)
    slope = sp.diff(f, x)
    for place in sp.solve(slope, x) if slope != 0 else []:
        if lower <= place <= upper and abs(f.subs(x, place)) > abs(top):
            top = f.subs(x, place)
    for end in (lower, upper):
        if end.is_finite and abs(f.subs(x, end)) > abs(top):
            top = f.subs(x, end)
    return f / top
