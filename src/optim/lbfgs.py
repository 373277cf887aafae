# torch.optim.lbfgs: the quasi-Newton method that remembers the last changes of position and gradient instead of a Hessian,
# optionally with a line search for the strong Wolfe conditions (the bracketing and cubic interpolation of minFunc).
import math

import torch
from torch.optim.optimizer import Optimizer, _check_lr

__all__ = ['LBFGS']


def _cubic_minimum(x1, f1, g1, x2, f2, g2, bounds=None):
    'Where the cubic through two points with these values and slopes is least, within bounds.'
    low, high = bounds if bounds is not None else ((x1, x2) if x1 <= x2 else (x2, x1))
    d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
    square = d1 ** 2 - g1 * g2
    if square >= 0:
        d2 = square.sqrt() if isinstance(square, torch.Tensor) else math.sqrt(square)
        if x1 <= x2:
            at = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
        else:
            at = x1 - (x1 - x2) * ((g1 + d2 - d1) / (g1 - g2 + 2 * d2))
        return min(max(at, low), high)
    return (low + high) / 2.0


def _strong_wolfe(evaluate, x, t, d, f, g, slope, c1=1e-4, c2=0.9, tolerance=1e-9, max_steps=25):
    'A step length along d that decreases f enough and flattens its slope. Returns f, g, t and the number of evaluations.'
    d_size = d.abs().max()
    g = g.clone()
    f_new, g_new = evaluate(x, t, d)
    evaluations = 1
    slope_new = g_new.dot(d)

    # Bracketing: go on until the minimum lies between the last two points.
    t_prev, f_prev, g_prev, slope_prev = 0, f, g, slope
    found = False
    step = 0
    while step < max_steps:
        if f_new > f + c1 * t * slope or (step > 1 and f_new >= f_prev):
            bracket = [(t_prev, f_prev, g_prev.clone(), slope_prev), (t, f_new, g_new.clone(), slope_new)]
            break
        if abs(slope_new) <= -c2 * slope:
            bracket = [(t, f_new, g_new, slope_new)]
            found = True
            break
        if slope_new >= 0:
            bracket = [(t_prev, f_prev, g_prev.clone(), slope_prev), (t, f_new, g_new.clone(), slope_new)]
            break
        least = t + 0.01 * (t - t_prev)
        most = t * 10
        before = t
        t = _cubic_minimum(t_prev, f_prev, slope_prev, t, f_new, slope_new, bounds=(least, most))
        t_prev, f_prev, g_prev, slope_prev = before, f_new, g_new.clone(), slope_new
        f_new, g_new = evaluate(x, t, d)
        evaluations += 1
        slope_new = g_new.dot(d)
        step += 1
    else:
        bracket = [(0, f, g, slope), (t, f_new, g_new, slope_new)]

    # Zooming: shrink the bracket until a point satisfies both conditions.
    stuck = False
    low, high = (0, 1) if len(bracket) == 1 or bracket[0][1] <= bracket[1][1] else (1, 0)
    while not found and step < max_steps:
        a, b = bracket
        if abs(b[0] - a[0]) * d_size < tolerance:
            break
        t = _cubic_minimum(a[0], a[1], a[3], b[0], b[1], b[3])
        # Too close to an end twice in a row, or outside: move a tenth of the width inside.
        ends = (min(a[0], b[0]), max(a[0], b[0]))
        margin = 0.1 * (ends[1] - ends[0])
        if min(ends[1] - t, t - ends[0]) < margin:
            if stuck or t >= ends[1] or t <= ends[0]:
                t = ends[1] - margin if abs(t - ends[1]) < abs(t - ends[0]) else ends[0] + margin
                stuck = False
            else:
                stuck = True
        else:
            stuck = False
        f_new, g_new = evaluate(x, t, d)
        evaluations += 1
        slope_new = g_new.dot(d)
        step += 1
        point = (t, f_new, g_new.clone(), slope_new)
        if f_new > f + c1 * t * slope or f_new >= bracket[low][1]:
            bracket[high] = point
            low, high = (0, 1) if bracket[0][1] <= bracket[1][1] else (1, 0)
        else:
            if abs(slope_new) <= -c2 * slope:
                found = True
            elif slope_new * (bracket[high][0] - bracket[low][0]) >= 0:
                bracket[high] = bracket[low]
            bracket[low] = point

    best = bracket[low] if len(bracket) > 1 else bracket[0]
    return best[1], best[2], best[0], evaluations


class LBFGS(Optimizer):
    'Needs a closure that computes the loss and its gradients anew; all parameters are one group.'

    def __init__(self, params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9,
                 history_size=100, line_search_fn=None, maximize=False):
        _check_lr(lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
                                      tolerance_change=tolerance_change, history_size=history_size,
                                      line_search_fn=line_search_fn, maximize=maximize))
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")
        self._params = self.param_groups[0]['params']

    def _flat_grad(self):
        views = [p.new_zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self._params]
        flat = torch.cat(views, 0)
        return flat.neg() if self.param_groups[0]['maximize'] else flat

    def _move(self, t, direction):
        start = 0
        for p in self._params:
            count = p.numel()
            p.add_(direction[start:start + count].view_as(p), alpha=t)
            start += count

    def _loss_at(self, closure, x, t, d):
        # The loss and gradient at x + t·d; the parameters are put back.
        self._move(t, d)
        loss = float(closure())
        if self.param_groups[0]['maximize']:
            loss = -loss
        grad = self._flat_grad()
        for p, saved in zip(self._params, x):
            p.copy_(saved)
        return loss, grad

    def step(self, closure):
        'As many iterations as the settings allow; returns the loss before the first one.'
        self._opt_called = True
        with torch.no_grad():
            return self._iterate(torch.enable_grad()(closure))

    def _iterate(self, closure):
        group = self.param_groups[0]
        lr, tolerance_grad, tolerance_change = group['lr'], group['tolerance_grad'], group['tolerance_change']
        lr = lr.item() if isinstance(lr, torch.Tensor) else lr
        state = self.state[self._params[0]]
        state.setdefault('func_evals', 0)
        state.setdefault('n_iter', 0)

        first_loss = closure()
        loss = float(first_loss)
        if group['maximize']:
            loss = -loss
        evaluations = 1
        state['func_evals'] += 1
        grad = self._flat_grad()
        if grad.abs().max() <= tolerance_grad:
            return first_loss

        d, t = state.get('d'), state.get('t')
        changes = state.get('old_dirs')      # of the gradient
        moves = state.get('old_stps')        # of the position
        inverses = state.get('ro')
        scale = state.get('H_diag')
        before, loss_before = state.get('prev_flat_grad'), state.get('prev_loss')
        iterations = 0
        while iterations < group['max_iter']:
            iterations += 1
            state['n_iter'] += 1

            # The direction: minus the gradient, multiplied by what is known of the inverse Hessian (two loops).
            if state['n_iter'] == 1:
                d = grad.neg()
                changes, moves, inverses = [], [], []
                scale = 1
            else:
                y = grad.sub(before)
                s = d.mul(t)
                ys = y.dot(s)
                if ys > 1e-10:
                    if len(changes) == group['history_size']:
                        changes.pop(0)
                        moves.pop(0)
                        inverses.pop(0)
                    changes.append(y)
                    moves.append(s)
                    inverses.append(1.0 / ys)
                    scale = ys / y.dot(y)
                weights = [None] * len(changes)
                q = grad.neg()
                for i in range(len(changes) - 1, -1, -1):
                    weights[i] = moves[i].dot(q) * inverses[i]
                    q.add_(changes[i], alpha=-weights[i])
                d = torch.mul(q, scale)
                for i in range(len(changes)):
                    b = changes[i].dot(d) * inverses[i]
                    d.add_(moves[i], alpha=weights[i] - b)
            if before is None:
                before = grad.clone()
            else:
                before.copy_(grad)
            loss_before = loss

            # The length of the step.
            t = min(1.0, 1.0 / grad.abs().sum()) * lr if state['n_iter'] == 1 else lr
            slope = grad.dot(d)
            if slope > -tolerance_change:
                break
            line_evaluations = 0
            if group['line_search_fn'] is not None:
                if group['line_search_fn'] != 'strong_wolfe':
                    raise RuntimeError("only 'strong_wolfe' is supported")
                x = [p.clone() for p in self._params]
                loss, grad, t, line_evaluations = _strong_wolfe(
                    lambda x, t, d: self._loss_at(closure, x, t, d), x, t, d, loss, grad, slope)
                self._move(t, d)
                flat = grad.abs().max() <= tolerance_grad
            else:
                self._move(t, d)
                flat = False
                if iterations != group['max_iter']:
                    loss = float(closure())
                    if group['maximize']:
                        loss = -loss
                    grad = self._flat_grad()
                    flat = grad.abs().max() <= tolerance_grad
                    line_evaluations = 1
            evaluations += line_evaluations
            state['func_evals'] += line_evaluations

            if iterations == group['max_iter'] or evaluations >= group['max_eval'] or flat:
                break
            if d.mul(t).abs().max() <= tolerance_change:
                break
            if abs(loss - loss_before) < tolerance_change:
                break

        state['d'] = d
        state['t'] = t
        state['old_dirs'] = changes
        state['old_stps'] = moves
        state['ro'] = inverses
        state['H_diag'] = scale
        state['prev_flat_grad'] = before
        state['prev_loss'] = loss_before
        return first_loss
