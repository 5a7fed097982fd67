"""The pooled rate against R's metafor: `rma.glmm(measure="PLO", nAGQ=7)` of metafor 3.8-1 with lme4 1.1-31.

R's optimiser stops when the log-likelihood has settled to about 1e-10, so its own numbers are good to about 1e-5, and its tau2 to
about 3e-5: at our maximum the likelihood is the same or higher, which is tested too.
"""

import csv
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ioroadmap.pooling.exact import exact_interval
from ioroadmap.pooling.glmm import log_likelihood, pool_proportions
from tests.tiny_pack import SHARED

REFERENCE = SHARED / "reference"
needs_reference = pytest.mark.skipif(not REFERENCE.exists(), reason="the R reference files are not beside the repository")

# name, events, totals, then metafor's logit, se, tau2 and back-transformed interval
PINNED = [
    (
        "metadat dat.pritz1997: 14 studies, many responders",
        [16, 10, 4, 43, 10, 25, 13, 12, 22, 4, 5, 18, 58, 6],
        [17, 12, 8, 58, 10, 42, 14, 12, 41, 5, 6, 23, 68, 10],
        (1.37660438896057, 0.288387187848756, 0.589330901792856, 0.692402619995603, 0.874553367602886),
    ),
    (
        "metadat dat.nielweise2007, control arms: 18 studies, rare events, one zero",
        [3, 3, 9, 7, 6, 4, 3, 2, 19, 2, 7, 1, 5, 11, 0, 1, 3, 1],
        [117, 35, 195, 136, 157, 139, 177, 39, 103, 122, 64, 58, 175, 180, 105, 262, 362, 69],
        (-3.49644344896763, 0.256990691680326, 0.812354118690504, 0.01798380889178072, 0.04775443758521573),
    ),
    (
        "6 single-drug checkpoint cohorts in NEC",
        [1, 1, 6, 5, 0, 5],
        [21, 14, 32, 18, 10, 17],
        (-1.75523895261031, 0.381972145550257, 0.230808279987623, 0.0755858841095969, 0.267648251698773),
    ),
    (
        "6 studies that agree more than chance would have it",
        [3, 1, 4, 7, 0, 2],
        [25, 16, 107, 95, 27, 29],
        None,
    ),
]


@pytest.mark.parametrize(("name", "events", "totals", "expected"), PINNED, ids=[case[0] for case in PINNED])
def test_a_pool_agrees_with_metafor(name, events, totals, expected):
    fit = pool_proportions(events, totals)
    assert (fit.k, fit.events, fit.total) == (len(events), sum(events), sum(totals))
    if expected is None:
        assert fit.tau2 == 0
        assert fit.proportion == pytest.approx(sum(events) / sum(totals), rel=1e-12)
        return
    logit, se, tau2, low, high = expected
    assert (fit.estimate, fit.se) == pytest.approx((logit, se), rel=1e-5)
    assert fit.tau2 == pytest.approx(tau2, rel=5e-5)
    assert fit.proportion_ci == pytest.approx((low, high), rel=2e-5)
    assert fit.loglik >= log_likelihood(events, totals, logit, math.sqrt(tau2)) - 1e-12


@needs_reference
def test_every_golden_case_of_r_is_met():
    golden = json.loads((REFERENCE / "metafor_golden.json").read_text())["cases"]
    cases = [case for name, case in golden.items() if name.endswith("GLMM|nAGQ7")]
    assert len(cases) == 3
    for case in cases:
        fit = pool_proportions(case["x"], case["n"])
        assert (fit.estimate, fit.se, *fit.ci) == pytest.approx((case["b"], case["se"], case["ci_lb"], case["ci_ub"]), rel=1e-5)
        assert fit.tau2 == pytest.approx(case["tau2"], rel=5e-5)
        assert fit.loglik >= log_likelihood(case["x"], case["n"], case["b"], math.sqrt(case["tau2"])) - 1e-12


@needs_reference
def test_every_oracle_row_of_r_is_met():
    rows = [row for row in csv.DictReader((REFERENCE / "meta_oracle_metafor.csv").open()) if row["method"] == "GLMM-ML"]
    assert len(rows) == 7
    for row in rows:
        studies = list(csv.DictReader((REFERENCE / f"meta_inputs_{row['set']}.csv").open()))
        events, totals = [int(each["xi"]) for each in studies], [int(each["ni"]) for each in studies]
        fit = pool_proportions(events, totals)
        expected = {
            key: float(row[key]) for key in ("est", "lo", "hi", "pi_lo", "pi_hi", "tau2", "I2", "est_transformed", "se_transformed")
        }
        assert (fit.proportion, *fit.proportion_ci) == pytest.approx([expected[key] for key in ("est", "lo", "hi")], rel=1e-5)
        assert (fit.estimate, fit.se) == pytest.approx(
            (expected["est_transformed"], expected["se_transformed"]), rel=1e-5, abs=1e-5
        )
        assert fit.proportion_prediction == pytest.approx((expected["pi_lo"], expected["pi_hi"]), rel=2e-5)
        assert (fit.tau2, fit.i2) == pytest.approx((expected["tau2"], expected["I2"]), rel=5e-5)
        assert fit.loglik >= log_likelihood(events, totals, expected["est_transformed"], math.sqrt(expected["tau2"])) - 1e-12


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize(("events", "totals"), [([0, 0, 0], [10, 17, 27]), ([13, 11], [13, 11]), ([0], [5])])
def test_nobody_or_everybody_gives_the_exact_interval_of_the_sums(events, totals):
    fit = pool_proportions(events, totals)
    assert fit.is_exact
    assert fit.proportion == sum(events) / sum(totals)
    assert fit.proportion_ci == exact_interval(sum(events), sum(totals))
    assert math.isinf(fit.estimate)


def test_one_study_is_its_own_pool():
    fit = pool_proportions([3], [60])
    assert (fit.k, fit.tau2, fit.i2) == (1, 0, 0)
    assert fit.proportion == pytest.approx(0.05, rel=1e-12)
    assert fit.se == pytest.approx(math.sqrt(1 / 3 + 1 / 57), rel=1e-12)


def test_identical_studies_have_no_heterogeneity():
    fit = pool_proportions([5, 5, 5], [20, 20, 20])
    assert (fit.tau2, fit.proportion) == (0, pytest.approx(0.25, rel=1e-12))
    assert fit.prediction == fit.ci


def test_one_zero_cell_needs_no_correction():
    fit = pool_proportions([0, 1, 6, 5], [21, 14, 32, 18])
    assert not fit.is_exact
    assert 0.10 < fit.proportion < 0.13


def test_all_or_nothing_studies_end_in_a_very_wide_interval():
    fit = pool_proportions([0, 20], [20, 20])
    assert fit.proportion_ci[0] < 0.01
    assert fit.proportion_ci[1] > 0.99


@pytest.mark.parametrize(("events", "totals"), [([], []), ([1], [2, 3]), ([3], [2]), ([0], [0]), ([-1], [4])])
def test_what_is_no_proportion_is_refused(events, totals):
    with pytest.raises(ValueError, match=r"no proportion|one of each per study"):
        pool_proportions(events, totals)


# ---------------------------------------------------------------- laws

studies = st.lists(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=7)


@given(studies, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_studies_makes_no_difference(counts, random):
    shuffled = random.sample(counts, len(counts))
    one = pool_proportions(*zip(*counts, strict=True))
    other = pool_proportions(*zip(*shuffled, strict=True))
    assert one.proportion == pytest.approx(other.proportion, rel=1e-4, abs=1e-6)


@given(studies)
@settings(max_examples=40, deadline=None)
def test_the_fit_is_at_least_as_likely_as_no_heterogeneity_and_its_interval_holds_it(counts):
    events, totals = (list(each) for each in zip(*counts, strict=True))
    fit = pool_proportions(events, totals)
    assert fit.proportion_ci[0] <= fit.proportion <= fit.proportion_ci[1]
    assert fit.proportion_prediction[0] <= fit.proportion_ci[0] + 1e-12
    if not fit.is_exact:
        common = math.log(sum(events) / (sum(totals) - sum(events)))
        assert fit.loglik >= log_likelihood(events, totals, common, 0.0) - 1e-9


@given(studies.filter(lambda counts: 0 < sum(x for x, _ in counts) < sum(n for _, n in counts)))
@settings(max_examples=30, deadline=None)
def test_non_responders_mirror_responders(counts):
    events, totals = (list(each) for each in zip(*counts, strict=True))
    fit, mirror = pool_proportions(events, totals), pool_proportions([n - x for x, n in counts], totals)
    if fit.tau2 < 100:  # beyond, every study is all or nothing and the likelihood is flat
        assert fit.proportion == pytest.approx(1 - mirror.proportion, rel=1e-4, abs=1e-6)


def test_the_quadrature_agrees_with_a_fine_integral():
    """Seven adaptive nodes against 4,001 fixed ones."""
    import numpy as np
    from scipy.special import expit, gammaln

    events, totals, mu, tau = [1, 1, 6, 5], [21, 14, 32, 18], -1.7, 0.6
    z = np.linspace(-10, 10, 4001)
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    total = 0.0
    for x, n in zip(events, totals, strict=True):
        p = expit(mu + tau * z)
        choose = math.exp(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1))
        total += math.log(float(np.sum(choose * p**x * (1 - p) ** (n - x) * density)) * (z[1] - z[0]))
    assert log_likelihood(events, totals, mu, tau) == pytest.approx(total, abs=1e-5)
