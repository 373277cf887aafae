# torch.nn.modules.rnn: recurrent layers, unrolled step by step with ordinary tensor operations.
import math

import torch
from torch.nn import functional as F, init
from torch.nn.modules.module import Module
from torch.nn.parameter import Parameter
from torch.nn.utils.rnn import PackedSequence

__all__ = ['RNNBase', 'RNN', 'LSTM', 'GRU', 'RNNCellBase', 'RNNCell', 'LSTMCell', 'GRUCell']


# ---------------------------------------------------------------- one step

def _tanh_step(gates_in, state, w_hh, b_hh):
    return (torch.tanh(gates_in + F.linear(state[0], w_hh, b_hh)),)


def _relu_step(gates_in, state, w_hh, b_hh):
    return (torch.relu(gates_in + F.linear(state[0], w_hh, b_hh)),)


def _lstm_step(gates_in, state, w_hh, b_hh):
    h, c = state
    i, f, g, o = (gates_in + F.linear(h, w_hh, b_hh)).chunk(4, -1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c


def _gru_step(gates_in, state, w_hh, b_hh):
    h = state[0]
    r_in, z_in, n_in = gates_in.chunk(3, -1)
    r_h, z_h, n_h = F.linear(h, w_hh, b_hh).chunk(3, -1)
    r = torch.sigmoid(r_in + r_h)
    z = torch.sigmoid(z_in + z_h)
    n = torch.tanh(n_in + r * n_h)
    return ((h - n) * z + n,)


_STEPS = {'RNN_TANH': (_tanh_step, 1), 'RNN_RELU': (_relu_step, 1), 'LSTM': (_lstm_step, 4), 'GRU': (_gru_step, 3)}


# ---------------------------------------------------------------- whole sequences

class RNNBase(Module):
    'Layers and directions of one kind of step; parameters are weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0, …'

    def __init__(self, mode, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, proj_size=0, device=None, dtype=None):
        super().__init__()
        if proj_size:
            raise NotImplementedError('logit does not have proj_size of torch.nn.LSTM yet')
        if not isinstance(hidden_size, int):
            raise TypeError(f'hidden_size should be of type int, got: {type(hidden_size).__name__}')
        if hidden_size <= 0:
            raise ValueError('hidden_size must be greater than zero')
        if num_layers <= 0:
            raise ValueError('num_layers must be greater than zero')
        if not isinstance(dropout, (int, float)) or isinstance(dropout, bool) or not 0 <= dropout <= 1:
            raise ValueError('dropout should be a number in range [0, 1] representing the probability of an element being '
                             'zeroed')
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        gates = _STEPS[mode][1] * hidden_size
        directions = 2 if bidirectional else 1
        for layer in range(num_layers):
            size = input_size if layer == 0 else hidden_size * directions
            for suffix in self._suffixes(layer):
                shapes = [('weight_ih', (gates, size)), ('weight_hh', (gates, hidden_size))]
                if bias:
                    shapes += [('bias_ih', (gates,)), ('bias_hh', (gates,))]
                for name, shape in shapes:
                    self.register_parameter(name + suffix, Parameter(torch.empty(shape, device=device, dtype=dtype)))
        self.reset_parameters()

    def _suffixes(self, layer):
        return [f'_l{layer}', f'_l{layer}_reverse'] if self.bidirectional else [f'_l{layer}']

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size)
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def flatten_parameters(self):
        pass

    @property
    def all_weights(self):
        names = ['weight_ih', 'weight_hh'] + (['bias_ih', 'bias_hh'] if self.bias else [])
        return [[getattr(self, name + suffix) for name in names]
                for layer in range(self.num_layers) for suffix in self._suffixes(layer)]

    def extra_repr(self):
        text = f'{self.input_size}, {self.hidden_size}'
        if self.num_layers != 1:
            text += f', num_layers={self.num_layers}'
        if self.bias is not True:
            text += f', bias={self.bias}'
        if self.batch_first is not False:
            text += f', batch_first={self.batch_first}'
        if self.dropout != 0:
            text += f', dropout={self.dropout}'
        if self.bidirectional is not False:
            text += f', bidirectional={self.bidirectional}'
        return text

    def _run(self, input, states, batch_sizes=None):
        # input (time, batch, features), or (total, features) and how many of the batch each step has; states: per kind of
        # state a tensor (layers * directions, batch, hidden)
        step = _STEPS[self.mode][0]
        last = [[] for _ in states]
        for layer in range(self.num_layers):
            outputs = []
            for direction, suffix in enumerate(self._suffixes(layer)):
                b_ih = getattr(self, 'bias_ih' + suffix) if self.bias else None
                b_hh = getattr(self, 'bias_hh' + suffix) if self.bias else None
                w_hh = getattr(self, 'weight_hh' + suffix)
                gates = F.linear(input, getattr(self, 'weight_ih' + suffix), b_ih)
                gates = gates.unbind(0) if batch_sizes is None else gates.split(batch_sizes)
                slot = layer * (2 if self.bidirectional else 1) + direction
                state = first = tuple(s[slot] for s in states)
                hidden = []
                if batch_sizes is None:
                    for gates_in in (reversed(gates) if direction else gates):
                        state = step(gates_in, state, w_hh, b_hh)
                        hidden.append(state[0])
                else:
                    state = self._run_packed(step, gates, first, direction, w_hh, b_hh, hidden)
                join = torch.stack if batch_sizes is None else torch.cat
                outputs.append(join(hidden[::-1] if direction else hidden))
                for kept, s in zip(last, state):
                    kept.append(s)
            input = outputs[0] if len(outputs) == 1 else torch.cat(outputs, -1)
            if self.dropout and self.training and layer < self.num_layers - 1:
                input = F.dropout(input, self.dropout, True)
        return input, [torch.stack(kept) for kept in last]

    @staticmethod
    def _run_packed(step, gates, first, direction, w_hh, b_hh, hidden):
        # The shorter sequences, which stand last, leave early; walking backwards they join late.
        if direction:
            state = tuple(s[:0] for s in first)
            for gates_in in reversed(gates):
                have, need = state[0].size(0), gates_in.size(0)
                if need > have:
                    state = tuple(torch.cat([s, f[have:need]]) for s, f in zip(state, first))
                state = step(gates_in, state, w_hh, b_hh)
                hidden.append(state[0])
            return state
        state, ended = first, []
        for gates_in in gates:
            need = gates_in.size(0)
            if need < state[0].size(0):
                ended.append(tuple(s[need:] for s in state))
                state = tuple(s[:need] for s in state)
            state = step(gates_in, state, w_hh, b_hh)
            hidden.append(state[0])
        ended.append(state)
        return tuple(torch.cat(parts[::-1]) for parts in zip(*ended))

    def _forward_packed(self, packed, hx):
        if packed.data.size(-1) != self.input_size:
            raise RuntimeError(f'input.size(-1) must be equal to input_size. Expected {self.input_size}, '
                               f'got {packed.data.size(-1)}')
        sizes = packed.batch_sizes.tolist()
        slots = self.num_layers * (2 if self.bidirectional else 1)
        kinds = 2 if self.mode == 'LSTM' else 1
        if hx is None:
            states = [torch.zeros(slots, sizes[0], self.hidden_size, dtype=packed.data.dtype)] * kinds
        else:
            states = list(hx) if kinds == 2 else [hx]
            if packed.sorted_indices is not None:
                states = [s.index_select(1, packed.sorted_indices) for s in states]
        out, states = self._run(packed.data, states, sizes)
        if packed.unsorted_indices is not None:
            states = [s.index_select(1, packed.unsorted_indices) for s in states]
        out = type(packed)(out, packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
        return out, tuple(states) if kinds == 2 else states[0]

    def forward(self, input, hx=None):
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, hx)
        name = 'LSTM' if self.mode == 'LSTM' else 'GRU' if self.mode == 'GRU' else 'RNN'
        if input.dim() not in (2, 3):
            raise ValueError(f'{name}: Expected input to be 2D or 3D, got {input.dim()}D instead')
        batched = input.dim() == 3
        if batched and self.batch_first:
            input = input.transpose(0, 1)
        elif not batched:
            input = input.unsqueeze(1)
        if input.size(-1) != self.input_size:
            raise RuntimeError(f'input.size(-1) must be equal to input_size. Expected {self.input_size}, '
                               f'got {input.size(-1)}')
        slots = self.num_layers * (2 if self.bidirectional else 1)
        kinds = 2 if self.mode == 'LSTM' else 1
        if hx is None:
            zeros = torch.zeros(slots, input.size(1), self.hidden_size, dtype=input.dtype)
            states = [zeros] * kinds
        else:
            states = list(hx) if kinds == 2 else [hx]
            dims = 3 if batched else 2
            given = [s.dim() for s in states]
            if given != [dims] * len(given):
                input_text = f"For {'batched' if batched else 'unbatched'} {dims}-D input, "
                if kinds == 2:
                    raise RuntimeError(f'{input_text}hx and cx should also be {dims}-D but got ({given[0]}-D, {given[1]}-D) tensors')
                raise RuntimeError(f'{input_text}hx should also be {dims}-D but got {given[0]}-D tensor')
            if not batched:
                states = [s.unsqueeze(1) for s in states]
            expected = (slots, input.size(1), self.hidden_size)
            for number, s in enumerate(states):
                if tuple(s.shape) != expected:
                    which = 'hidden' + (f'[{number}]' if kinds == 2 else '')
                    raise RuntimeError(f'Expected {which} size {expected}, got {list(s.shape)}')
        out, states = self._run(input, states)
        if not batched:
            out = out.squeeze(1)
            states = [s.squeeze(1) for s in states]
        elif self.batch_first:
            out = out.transpose(0, 1)
        return out, tuple(states) if kinds == 2 else states[0]


class RNN(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, nonlinearity='tanh', bias=True, batch_first=False,
                 dropout=0.0, bidirectional=False, device=None, dtype=None):
        if nonlinearity not in ('tanh', 'relu'):
            raise ValueError(f"Unknown nonlinearity '{nonlinearity}'. Select from 'tanh' or 'relu'.")
        super().__init__('RNN_' + nonlinearity.upper(), input_size, hidden_size, num_layers, bias, batch_first, dropout,
                         bidirectional, 0, device, dtype)
        self.nonlinearity = nonlinearity


class LSTM(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, proj_size=0, device=None, dtype=None):
        super().__init__('LSTM', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, proj_size,
                         device, dtype)


class GRU(RNNBase):
    def __init__(self, input_size, hidden_size, num_layers=1, bias=True, batch_first=False, dropout=0.0,
                 bidirectional=False, device=None, dtype=None):
        super().__init__('GRU', input_size, hidden_size, num_layers, bias, batch_first, dropout, bidirectional, 0, device,
                         dtype)


# ---------------------------------------------------------------- single cells

class RNNCellBase(Module):
    _mode = 'RNN_TANH'

    def __init__(self, input_size, hidden_size, bias=True, device=None, dtype=None):
        super().__init__()
        gates = _STEPS[self._mode][1] * hidden_size
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        self.weight_ih = Parameter(torch.empty((gates, input_size), device=device, dtype=dtype))
        self.weight_hh = Parameter(torch.empty((gates, hidden_size), device=device, dtype=dtype))
        if bias:
            self.bias_ih = Parameter(torch.empty(gates, device=device, dtype=dtype))
            self.bias_hh = Parameter(torch.empty(gates, device=device, dtype=dtype))
        else:
            self.register_parameter('bias_ih', None)
            self.register_parameter('bias_hh', None)
        self.reset_parameters()

    def reset_parameters(self):
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for weight in self.parameters():
            init.uniform_(weight, -bound, bound)

    def extra_repr(self):
        text = f'{self.input_size}, {self.hidden_size}'
        return text if self.bias is True else text + f', bias={self.bias}'

    def _advance(self, mode, input, states):
        name = type(self).__name__
        if input.dim() not in (1, 2):
            raise ValueError(f'{name}: Expected input to be 1D or 2D, got {input.dim()}D instead')
        batched = input.dim() == 2
        if not batched:
            input = input.unsqueeze(0)
        if states is None:
            zeros = torch.zeros(input.size(0), self.hidden_size, dtype=input.dtype)
            states = (zeros,) * (2 if mode == 'LSTM' else 1)
        elif not batched:
            states = tuple(s.unsqueeze(0) for s in states)
        gates = F.linear(input, self.weight_ih, self.bias_ih)
        states = _STEPS[mode][0](gates, states, self.weight_hh, self.bias_hh)
        return states if batched else tuple(s.squeeze(0) for s in states)


class RNNCell(RNNCellBase):
    def __init__(self, input_size, hidden_size, bias=True, nonlinearity='tanh', device=None, dtype=None):
        super().__init__(input_size, hidden_size, bias, device, dtype)
        self.nonlinearity = nonlinearity

    def extra_repr(self):
        text = super().extra_repr()
        return text if self.nonlinearity == 'tanh' else text + f', nonlinearity={self.nonlinearity}'

    def forward(self, input, hx=None):
        if self.nonlinearity not in ('tanh', 'relu'):
            raise RuntimeError(f'Unknown nonlinearity: {self.nonlinearity}')
        return self._advance('RNN_' + self.nonlinearity.upper(), input, None if hx is None else (hx,))[0]


class LSTMCell(RNNCellBase):
    _mode = 'LSTM'

    def forward(self, input, hx=None):
        return self._advance('LSTM', input, hx)


class GRUCell(RNNCellBase):
    _mode = 'GRU'

    def forward(self, input, hx=None):
        return self._advance('GRU', input, None if hx is None else (hx,))[0]
