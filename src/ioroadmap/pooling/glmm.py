"""One pooled proportion from several studies: the binomial-normal model, fitted as R's metafor does.

`events_i ~ Binomial(total_i, p_i)`, `logit p_i = mu + tau * z_i`, `z_i ~ N(0, 1)`. The likelihood of a study has no closed form;
adaptive Gauss-Hermite quadrature with 7 nodes gives it (`rma.glmm(measure="PLO", nAGQ=7)`). Zero and full cells need no correction.
Not here: any decision about what may be pooled.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from ioroadmap.pooling.exact import exact_interval

Array = NDArray[np.float64]

_NODES = 7
_TAU_START = np.array([0.05, 0.1, 0.2, 0.4, 0.7, 1.0, 1.5, 2.2, 3.3, 5.0, 8.0])
_TAU_MOST = 25.0  # past this every study is all or nothing; the likelihood is flat
_SLOPE_STEP, _BEND_STEP = 1e-4, 1e-3  # of the numerical derivatives; at these both truncation and rounding stay below 1e-6
_SETTLED = 1e-10
_NO_GAIN = 1e-9  # a log-likelihood gain that is rounding, not heterogeneity


class GlmmFit(Struct, frozen=True):
    """`estimate`, `se`, `ci`, `prediction` and `tau2` on the logit scale; the `proportion…` fields are fractions.

    `i2` is in percent. `is_exact` says that nobody or everybody responded: the model then has no finite maximum,
    `estimate` is infinite, and the interval is Clopper-Pearson on the sums.
    """

    k: int
    events: int
    total: int
    estimate: float
    se: float
    ci: tuple[float, float]
    tau2: float
    i2: float
    loglik: float
    prediction: tuple[float, float]
    proportion: float
    proportion_ci: tuple[float, float]
    proportion_prediction: tuple[float, float]
    is_exact: bool = False


def pool_proportions(events: Sequence[int], totals: Sequence[int], level: float = 0.95) -> GlmmFit:
    """The pooled proportion of studies given as counts, with a Wald interval from the full Hessian.

    One study, or studies that agree more than chance would have it, give tau2 = 0. `ValueError` for counts that are no proportions.
    """
    x, n = _counts(events, totals)
    if x.sum() in (0, n.sum()):
        return _exact_fit(x, n, level)
    mu, tau, loglik = _maximum(x, n)
    se = _standard_error(mu, tau, x, n)
    return _fit(x, n, mu, tau, se, loglik, level)


def log_likelihood(events: Sequence[int], totals: Sequence[int], mu: float, tau: float) -> float:
    """The log-likelihood of the model at `mu`, `tau`, binomial coefficients included."""
    x, n = _counts(events, totals)
    return float(_loglik(np.array([mu]), np.array([tau]), x, n)[0]) + _coefficients(x, n)


def _counts(events: Sequence[int], totals: Sequence[int]) -> tuple[Array, Array]:
    if len(events) != len(totals) or not events:
        raise ValueError(f"{len(events)} counts of events and {len(totals)} totals; give one of each per study, at least one study")
    for x, n in zip(events, totals, strict=True):
        if not 0 <= x <= n or n == 0:
            raise ValueError(f"{x} of {n} is no proportion; events must lie between 0 and a total above 0")
    return np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64)


# ---------------------------------------------------------------- the likelihood


def _loglik(mu: Array, tau: Array, x: Array, n: Array) -> Array:
    """Log-likelihood without binomial coefficients at several points at once: `mu`, `tau` of shape (points,)."""
    from scipy.special import roots_hermitenorm

    nodes, weights = roots_hermitenorm(_NODES)
    weights = weights / math.sqrt(2 * math.pi)
    at, scale = _modes(mu[:, None], tau[:, None], x, n)
    z = at[..., None] + scale[..., None] * nodes
    eta = mu[:, None, None] + tau[:, None, None] * z
    log_terms = x[:, None] * eta - n[:, None] * np.logaddexp(0.0, eta) - z * z / 2 + nodes * nodes / 2
    most = log_terms.max(axis=-1)
    inside = (weights * np.exp(log_terms - most[..., None])).sum(axis=-1)
    total: Array = (most + np.log(inside) + np.log(scale)).sum(axis=-1)
    return total


def _modes(mu: Array, tau: Array, x: Array, n: Array) -> tuple[Array, Array]:
    """Where each study's integrand peaks and how wide the peak is: Newton, held in a bracket that is known to hold the peak."""
    low, high = tau * (x - n), tau * x
    at = np.clip((_logit((x + 0.5) / (n + 1)) - mu) / np.maximum(tau, 1e-12), low, high)
    for _ in range(60):
        p = _expit(mu + tau * at)
        slope = tau * (x - n * p) - at
        low, high = np.where(slope > 0, at, low), np.where(slope > 0, high, at)
        step = at + slope / (n * p * (1 - p) * tau**2 + 1)
        new = np.where((step >= low) & (step <= high), step, (low + high) / 2)
        is_settled = np.abs(new - at).max() < 1e-12
        at = new
        if is_settled:
            break
    p = _expit(mu + tau * at)
    return at, 1 / np.sqrt(n * p * (1 - p) * tau**2 + 1)


def _coefficients(x: Array, n: Array) -> float:
    from scipy.special import gammaln

    return float((gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)).sum())


# ---------------------------------------------------------------- its maximum


def _maximum(x: Array, n: Array) -> tuple[float, float, float]:
    """`mu`, `tau` and the log-likelihood at the best point; `tau` is exactly 0 when heterogeneity gains nothing."""
    common = math.log(x.sum() / (n - x).sum())
    without = float(_loglik(np.array([common]), np.zeros(1), x, n)[0])
    if len(x) == 1:
        return common, 0.0, without + _coefficients(x, n)
    mu, tau, best = _climb(*_start(x, n), x, n)
    if best <= without + _NO_GAIN:
        mu, tau, best = common, 0.0, without
    return mu, tau, best + _coefficients(x, n)


def _start(x: Array, n: Array) -> tuple[float, float]:
    """The best point of a coarse grid: the likelihood may be flat in `tau`, so a climb must start near."""
    each = _logit((x + 0.5) / (n + 1))
    mus, taus = np.meshgrid(np.linspace(each.min(), each.max(), 9), _TAU_START)
    values = _loglik(mus.ravel(), taus.ravel(), x, n)
    best = int(values.argmax())
    return float(mus.ravel()[best]), float(taus.ravel()[best])


def _climb(mu: float, tau: float, x: Array, n: Array) -> tuple[float, float, float]:
    """Newton with halving. The likelihood is even in `tau`, so the climb may cross 0."""
    point = np.array([mu, tau])
    value, gradient, hessian = _derivatives(point, x, n)
    for _ in range(100):
        step = _uphill(gradient, hessian)
        tries = point + step * (0.5 ** np.arange(12))[:, None]
        tries[:, 1] = np.clip(tries[:, 1], -_TAU_MOST, _TAU_MOST)
        values = _loglik(tries[:, 0], np.abs(tries[:, 1]), x, n)
        best = int(values.argmax())
        if values[best] <= value:
            break
        moved = float(np.abs(tries[best] - point).max())
        point = tries[best]
        value, gradient, hessian = _derivatives(point, x, n)
        if moved < _SETTLED:
            break
    return float(point[0]), abs(float(point[1])), value


def _uphill(gradient: Array, hessian: Array) -> Array:
    """Newton's step where the surface is a hill; else a step along the gradient, bent by the size of the curvature."""
    values, vectors = np.linalg.eigh(hessian)
    curvature = -np.maximum(np.abs(values), 1e-6)
    step: Array = -vectors @ ((vectors.T @ gradient) / curvature)
    return step


def _derivatives(point: Array, x: Array, n: Array) -> tuple[float, Array, Array]:
    """Value, gradient and Hessian by central differences, all points at once."""
    cross = np.array([(1, 0), (-1, 0), (0, 1), (0, -1)])
    corners = np.array([(1, 1), (1, -1), (-1, 1), (-1, -1)])
    h = _BEND_STEP
    shifts = np.concatenate([np.zeros((1, 2)), cross * _SLOPE_STEP, cross * h, corners * h])
    points = point + shifts
    f = _loglik(points[:, 0], np.abs(points[:, 1]), x, n)
    value, near, far, corner = float(f[0]), f[1:5], f[5:9], f[9:13]
    gradient = np.array([near[0] - near[1], near[2] - near[3]]) / (2 * _SLOPE_STEP)
    mixed = (corner[0] - corner[1] - corner[2] + corner[3]) / 4
    hessian = np.array([[far[0] - 2 * value + far[1], mixed], [mixed, far[2] - 2 * value + far[3]]]) / (h * h)
    return value, gradient, hessian


def _standard_error(mu: float, tau: float, x: Array, n: Array) -> float:
    """From the full Hessian (`mu` and `tau` together), as metafor; with `tau` held the interval would be too narrow."""
    if tau == 0.0:
        p = 1 / (1 + math.exp(-mu))
        return float(1 / math.sqrt(n.sum() * p * (1 - p)))
    _, _, hessian = _derivatives(np.array([mu, tau]), x, n)
    return float(math.sqrt(np.linalg.inv(-hessian)[0, 0]))


# ---------------------------------------------------------------- the answer


def _fit(x: Array, n: Array, mu: float, tau: float, se: float, loglik: float, level: float) -> GlmmFit:
    from scipy.special import ndtri

    z = float(ndtri(1 - (1 - level) / 2))
    wide = math.sqrt(se**2 + tau**2)
    ci = (mu - z * se, mu + z * se)
    prediction = (mu - z * wide, mu + z * wide)
    return GlmmFit(
        k=len(x),
        events=int(x.sum()),
        total=int(n.sum()),
        estimate=mu,
        se=se,
        ci=ci,
        tau2=tau**2,
        i2=_i2(tau**2, x, n),
        loglik=loglik,
        prediction=prediction,
        proportion=_fraction(mu),
        proportion_ci=(_fraction(ci[0]), _fraction(ci[1])),
        proportion_prediction=(_fraction(prediction[0]), _fraction(prediction[1])),
    )


def _exact_fit(x: Array, n: Array, level: float) -> GlmmFit:
    share = float(x.sum() / n.sum())
    limits = exact_interval(int(x.sum()), int(n.sum()), level)
    infinite = math.inf if share else -math.inf
    ci = (infinite, _log_odds(limits[1])) if not share else (_log_odds(limits[0]), infinite)
    return GlmmFit(
        k=len(x),
        events=int(x.sum()),
        total=int(n.sum()),
        estimate=infinite,
        se=math.inf,
        ci=ci,
        tau2=0.0,
        i2=0.0,
        loglik=0.0,
        prediction=ci,
        proportion=share,
        proportion_ci=limits,
        proportion_prediction=limits,
        is_exact=True,
    )


def _i2(tau2: float, x: Array, n: Array) -> float:
    """Share of the spread that is between studies, in percent: tau2 against the typical variance of an observed logit.
    As metafor, a half is added to zero and full cells for this (and for nothing else)."""
    if len(x) < 2:
        return 0.0
    half = np.where((x == 0) | (x == n), 0.5, 0.0)
    weights = 1 / (1 / (x + half) + 1 / (n - x + half))
    typical = (len(x) - 1) / (weights.sum() - (weights**2).sum() / weights.sum())
    return float(100 * tau2 / (typical + tau2))


def _expit(eta: Array) -> Array:
    from scipy.special import expit

    p: Array = expit(eta)
    return p


def _logit(p: Array) -> Array:
    logits: Array = np.log(p / (1 - p))
    return logits


def _log_odds(p: float) -> float:
    return math.log(p / (1 - p))


def _fraction(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0
