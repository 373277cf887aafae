# torch.utils.data._utils.collate: samples become a batch. Tensors are stacked, numbers become tensors, containers keep
# their shape with batches inside.
import torch

__all__ = ['collate', 'default_collate', 'default_convert', 'default_collate_fn_map']

_FORMAT_ERROR = 'default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}'

default_collate_fn_map = {
    torch.Tensor: lambda batch, *, collate_fn_map=None: torch.stack(batch, 0),
    bool: lambda batch, *, collate_fn_map=None: torch.tensor(batch),
    float: lambda batch, *, collate_fn_map=None: torch.tensor(batch, dtype=torch.float64),
    int: lambda batch, *, collate_fn_map=None: torch.tensor(batch),
    str: lambda batch, *, collate_fn_map=None: batch,
}


def collate(batch, *, collate_fn_map=None):
    'Puts a list of samples together, with a function per type of the smallest parts.'
    first = batch[0]
    kind = type(first)
    if collate_fn_map is not None:
        if kind in collate_fn_map:
            return collate_fn_map[kind](batch, collate_fn_map=collate_fn_map)
        for known, function in collate_fn_map.items():
            if isinstance(first, known):
                return function(batch, collate_fn_map=collate_fn_map)
    if isinstance(first, dict):
        joined = {key: collate([sample[key] for sample in batch], collate_fn_map=collate_fn_map) for key in first}
        if kind is dict:
            return joined
        try:
            return kind(joined)
        except TypeError:
            return joined
    if isinstance(first, tuple) and hasattr(first, '_fields'):
        return kind(*[collate(column, collate_fn_map=collate_fn_map) for column in zip(*batch)])
    if isinstance(first, (list, tuple)):
        size = len(first)
        if any(len(sample) != size for sample in batch):
            raise RuntimeError('each element in list of batch should be of equal size')
        return [collate(column, collate_fn_map=collate_fn_map) for column in zip(*batch)]
    raise TypeError(_FORMAT_ERROR.format(kind))


def default_collate(batch):
    'What a DataLoader does with the samples of a batch.'
    return collate(batch, collate_fn_map=default_collate_fn_map)


def default_convert(data):
    'What a DataLoader does with single samples: they stay as they are, containers are rebuilt.'
    if isinstance(data, dict):
        return {key: default_convert(value) for key, value in data.items()}
    if isinstance(data, tuple) and hasattr(data, '_fields'):
        return type(data)(*[default_convert(value) for value in data])
    if isinstance(data, (list, tuple)):
        return [default_convert(value) for value in data]
    return data
